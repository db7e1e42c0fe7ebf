"""Tasks whose answer is a program."""
