"""The command line: thin, all work is done by the layers below."""
