"""Families about form."""
