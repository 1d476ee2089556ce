"""An office's day as curves: today against the usual day, waiting and desks through the day, half-hours of late."""
