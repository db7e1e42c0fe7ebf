"""Families about transpose."""
