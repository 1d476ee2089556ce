"""Alerts: when the promise is being broken, who is told, who takes it on, and what became of it.

Pure: `rules`, `hysteresis`, `watch`, `reading`, `engine` know no clock and no database; time and ids come in as data.
`store` keeps alerts, `keeper` joins them to the running offices. Where they are sent: `analytics.sending`.
"""
