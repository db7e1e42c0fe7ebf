"""Families about harmony."""
