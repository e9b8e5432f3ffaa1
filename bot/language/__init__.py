"""Locales and scripts, and the reading and writing of amounts, dates and times."""
