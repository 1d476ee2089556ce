"""The ranking of territories by quarter: weighted criteria, two leagues, places, trend, what would lift one place."""
