"""What a planner takes away: every curated relation as workbook and CSV, with dictionary and licences.

    DIR/LIESMICH.txt  auszug.json
    DIR/<relation>.csv            German Excel
    DIR/rfc4180/<relation>.csv    programs
    DIR/xlsx/<relation>.xlsx      any spreadsheet

The page Downloads hands out the same bytes as the command line.
"""
