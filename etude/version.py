"""The version, where everything that needs it may read it."""

__version__ = "0.1.0"
