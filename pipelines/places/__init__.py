"""Places by name and by key: spellings, municipalities, districts."""
