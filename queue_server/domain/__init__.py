"""The rules of the queue, and nothing else.

Pure: standard library only; no clock, no randomness, no input or output, no async. Time, configuration and
identities come in as data. `decide` says which events a command leads to, `evolve` what an event changes.
"""
