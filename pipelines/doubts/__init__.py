"""What is doubtful in what was received, one file a source; curated.finding puts them together.

Each SELECT returns receipt_id, line, severity, source, column_name, value, reason, action, in that order.
"""
