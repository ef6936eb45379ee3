"""Callback Coach: what the listener heard, scored against documents, with the words behind every verdict."""

__version__ = "0.1.0"
