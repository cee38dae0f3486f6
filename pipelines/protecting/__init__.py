"""What is left of a relation that holds counts or words about people, when everybody may see it.

counted.x   a relation as curated for those who plan
curated.x   the same relation, same columns, in the public file
"""
