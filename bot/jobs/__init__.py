"""Slow work as plain values: what is to be made, and the files that come of it."""
