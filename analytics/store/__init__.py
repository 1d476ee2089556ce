"""Where visits, desk time and their summaries are kept: made from the log, kept for reports, SQL and BI users.

The only package of analytics that speaks SQL. All of its tables follow from the log.
"""

from analytics.store.asked import EVERYTHING, Asked, asked_of
from analytics.store.summaries import SummaryStore
from analytics.store.visits import VisitStore

__all__ = ("EVERYTHING", "Asked", "SummaryStore", "VisitStore", "asked_of")
