"""Simulated office-days: thousands by a fast kernel, one by the real domain, both from the same drawn visitors."""
