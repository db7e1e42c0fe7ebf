"""What a test of the unit suite allows a text that is long on purpose.

Work that grows with the square of 190,000 characters takes minutes, so a limit of seconds tells the two apart on any
machine, with a full suite's memory for the collector to walk through. The bound of 50 ms stands in tests/soak.
"""

ENDLESS = 5.0
"""Seconds of CPU."""
