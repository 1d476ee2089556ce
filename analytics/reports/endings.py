"""How visits ended, how long they lasted, and how long people would have waited had nobody left: of any period."""

from analytics.figures import Row
from analytics.reports.document import MOST_FIGURES, Figure, Figures, Section
from analytics.reports.values import Message, count, seconds, share

GONE = ("cancelled", "left", "removed", "unserved")
"""Ends before a call. Such a visit says only that its call would have come later."""

ENDS = {
    "served": Message("figure-served"),
    "no_show": Message("figure-no-show"),
    "cancelled": Message("figure-cancelled"),
    "left": Message("figure-left"),
    "removed": Message("figure-removed"),
    "unserved": Message("figure-unserved"),
}
"""Every end of a visit that is over, with its label: together they are all that were issued."""

OF_THE_ENDS = (
    *ENDS, "judged", "visit_mean_s", "offered_p50_s", "offered_p90_s", "legs", "legs_level", "leg_max_s",
)  # fmt: skip
"""What the section is made of."""

OFFERED = (
    ("offered_p50_s", Message("figure-offered-p50"), Message("figure-offered-p50-note")),
    ("offered_p90_s", Message("figure-offered-p90"), Message("figure-offered-p90-note")),
)
UNKNOWN = Message("figure-offered-unknown")


def endings(row: Row) -> Section:
    """The section: only the ends that there were; waits had nobody left where somebody did, waits one by one where a
    visit had several."""
    ends = [Figure(name, label, count(row[name])) for name, label in ENDS.items() if row[name] or name == "served"]
    further: list[Figure] = []
    if row["visit_mean_s"] is not None:
        note = Message("figure-visit-mean-note")
        further.append(Figure("visit_mean_s", Message("figure-visit-mean"), seconds(row["visit_mean_s"]), note))
    if any(row[name] for name in GONE):
        for name, label, note in OFFERED:
            value = row[name]
            further.append(Figure(name, label, seconds(value), note if value is not None else UNKNOWN))
    if row["legs"] > row["judged"]:
        further += [
            Figure("legs", Message("figure-legs"), count(row["legs"]), Message("figure-legs-note")),
            Figure("legs_level", Message("figure-legs-level"), share(row["legs_level"])),
            Figure("leg_max_s", Message("figure-leg-max"), seconds(row["leg_max_s"])),
        ]
    rows = [ends + further] if len(ends) + len(further) <= MOST_FIGURES else [ends, further]
    return Section("ends", Message("section-ends"), tuple(Figures(tuple(figures)) for figures in rows))
