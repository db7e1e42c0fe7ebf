"""Families about note."""
