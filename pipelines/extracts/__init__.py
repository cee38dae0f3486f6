"""What a planner takes away: every curated relation in four forms, with dictionary, origin and licences.

    DIR/LIESMICH.txt  auszug.json
    DIR/<relation>.csv                  German Excel
    DIR/rfc4180/<relation>.csv          programs, described by datapackage.json
    DIR/xlsx/<relation>.xlsx            any spreadsheet
    DIR/parquet/<relation>.parquet      analysis
    DIR/hsds/angebote.zip               offers for other directories, read back by `bedarfsatlas add`
    DIR/dcat.jsonld                     record for a data portal

origin (which snapshot) ─> table (the rows selected) ─> one module per form ─> files ─> folder or ZIP

The page Downloads hands out the same bytes as the command line.
"""
