"""Where visits, desk time and their summaries are kept: made from the log, kept for reports, SQL and BI users.

The only package of analytics that speaks SQL. All of its tables follow from the log.
"""

from analytics.store.summaries import SummaryStore
from analytics.store.visits import Asked, VisitStore, asked_of

__all__ = ("Asked", "SummaryStore", "VisitStore", "asked_of")
