"""Families about rhythm."""
