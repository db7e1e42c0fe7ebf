"""Families about scale."""
