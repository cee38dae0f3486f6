"""Timings side by side with what a user would pick instead; `python -m benchmarks` writes docs/performance.md."""
