"""The verifiers: they mark answers, and know nothing of how tasks are written."""

from etude.verifiers.registry import verify

__all__ = ["verify"]
