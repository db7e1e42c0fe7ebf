"""Families about voices."""
