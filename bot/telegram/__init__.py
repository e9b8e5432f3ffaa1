"""The Bot API edge: updates in, messages out."""
