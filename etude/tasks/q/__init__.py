"""The q domain: programs that are marked by hidden inputs, and what a console prints."""
