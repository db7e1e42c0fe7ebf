"""The verifiers: they grade answers, and know nothing of how tasks are written."""

from etude.verifiers.registry import answer_key, text_of, verify

__all__ = ["answer_key", "text_of", "verify"]
