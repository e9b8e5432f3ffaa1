"""The flow language: its model, reading, checking, engine and diagram. Pure: no I/O but reading files, no clock."""
