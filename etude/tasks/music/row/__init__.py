"""Families about row."""
