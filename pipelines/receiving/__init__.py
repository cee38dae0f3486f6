"""From a file that arrives to rows of a source: recognise, keep, sort, set aside; nothing is lost on the way."""
