"""The commands of the terminal, one module each with a `register(app)`; heavy imports stay inside the commands."""

MODULES = (
    "run",
    "demo",
    "replay",
    "apply",
    "token",
    "alerts",
    "people",
    "audit",
    "report",
    "ranking",
    "fair_play",
    "visits",
    "backtest",
    "estimates",
    "simulate",
    "forecast",
    "staffing",
    "schedule",
    "import_visits",
    "backup",
    "verify",
)
"""Modules of this package whose commands make up `queue-server`, in the order in which help shows them."""
