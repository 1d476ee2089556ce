"""Visits as rows: folded from the log by the domain's own rules, one row a numbered ticket."""
