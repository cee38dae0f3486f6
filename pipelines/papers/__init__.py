"""Papers to hand on: council paper and *Was gibt es hier?*, from a snapshot to PDF and DOCX.

gathered ──> Case ──council, district, here──> Paper (blocks in words) ──pdf──> PDF
                                                                       └─word─> DOCX
"""
