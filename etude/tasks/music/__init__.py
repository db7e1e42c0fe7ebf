"""Music: the ten question types of SSMR-Bench (arXiv 2509.04059), as multiple choice and free answer."""
