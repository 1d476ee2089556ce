"""History from another system: rows of a file become visits, and visits become events with their own times.

Knows files, mappings and the domain's events. What makes no sense is refused line by line, with the reason; nothing is
mended in silence.
"""
