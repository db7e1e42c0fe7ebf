"""Music: the question types of SSMR-Bench (arXiv 2509.04059) and what an examiner asks beyond; a folder a topic."""
