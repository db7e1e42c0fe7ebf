"""What runs in the child process, never here: nothing of etude is imported by it."""
