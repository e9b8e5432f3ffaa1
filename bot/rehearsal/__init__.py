"""Rehearsing a call: what a reply shows, and how a run went."""
