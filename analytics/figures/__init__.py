"""The figures of the standard, for any grouping of visits: one definition each, used by every report."""

from analytics.figures.definitions import FIGURES, Row, figures
from analytics.figures.grouping import GROUPS

__all__ = ("FIGURES", "GROUPS", "Row", "figures")
