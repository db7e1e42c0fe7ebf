"""Families about melody."""
