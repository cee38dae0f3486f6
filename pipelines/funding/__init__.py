"""Funding programmes: what they are, what their state is on a day, and their deadlines as a calendar."""
