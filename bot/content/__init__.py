"""What the domain knows, as data: facts, hotlines, cards and sentences, read from content/."""
