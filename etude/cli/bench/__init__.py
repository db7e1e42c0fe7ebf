"""``etude bench``: one file a command."""
