"""Finite groups: their structure, how their elements are written, and what is done with them."""
