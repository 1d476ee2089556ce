"""The log: what every accepted command became, numbered per office, chained by hash, never edited.

Knows how events are written, kept and read again. Knows nothing of who asks, and decides nothing.
"""
