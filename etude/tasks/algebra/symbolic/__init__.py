"""School algebra, one step at a time, and chains of such steps."""
