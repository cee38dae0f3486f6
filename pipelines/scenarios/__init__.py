"""What a scenario means for the gaps of all municipalities: the calculation of the snapshot with other inputs.

Scenario ──checks──> what fits ──work_database──> curated.* of one month ──the files of curated/──> gaps beside today's
"""
