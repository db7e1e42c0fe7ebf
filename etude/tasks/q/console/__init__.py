"""Tasks about what a console prints: the embedded q is the oracle, on features whose conformance is tested."""
