"""Planning arithmetic: numbers in, numbers out; no files, no clock, no database."""
