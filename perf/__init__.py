"""Measurements that are not tests: what they print goes into docs."""
