"""Child processes for programs: limits, jail."""
