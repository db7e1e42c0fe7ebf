"""Families about chord."""
