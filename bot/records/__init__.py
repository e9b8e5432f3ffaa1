"""What is kept of contacts with collectors."""
