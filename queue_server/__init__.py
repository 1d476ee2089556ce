"""queue-server: an open electronic queue and wait-time monitor for client offices."""

__version__ = "0.1.0"
