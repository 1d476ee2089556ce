"""Reads the log: estimates of waiting, the standard, load, staffing."""
