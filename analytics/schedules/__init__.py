"""Schedules: who should work at which desk and when, as somebody published it; every version is kept."""
