"""Gymnasium environments over tasks and verifiers: text in, text out."""
