"""When to wake whom."""
