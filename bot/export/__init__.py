"""Everything kept about a person as files they can read: a page and JSON, packed with what they sent."""
