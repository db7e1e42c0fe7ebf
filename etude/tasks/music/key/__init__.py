"""Families about key."""
