"""Families about interval."""
