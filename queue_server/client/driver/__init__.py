"""Simulated visitors and managers who use the public API, as everybody else does.

Knows the HTTP contract and how people behave in a hall. Knows nothing of the server's inside: it can drive one on
another machine.
"""
