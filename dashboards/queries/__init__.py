"""Every question put to the snapshot, one module a page; `snapshot` is the only one that opens it."""
