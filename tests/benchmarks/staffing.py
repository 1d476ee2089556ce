"""What plans come to: `make scores` writes them into docs.

A day of sixteen half-hours with two peaks, services of 288 s (CV 0.9), 90 % within 15 minutes; each plan is tried on
2000 days that no search has seen, once with the volume known and once with one that varies by 12 %.
"""

from dataclasses import replace

from analytics.simulation.drawing import Traffic
from analytics.staffing.need import Counts, desks_need, first_guess, level_of
from tests.unit.analytics.staffing.test_need import ALL, day

GOAL, VARIATION, DAYS, SEED = 0.9, 0.12, 2000, 4242
VOLUMES = (300, 800)


def known(traffic: Traffic) -> Traffic:
    """The same with its volume known."""
    return replace(traffic, demand=replace(traffic.demand, day_variation=0.0))


def plans(traffic: Traffic) -> dict[str, Counts]:
    """Desks by half-hour, (1, 16), of each way to find them."""
    return {
        "Erlang C by half-hour, mean volume": first_guess(known(traffic), [ALL], GOAL),
        "Erlang C, volume + 12 %": first_guess(traffic, [ALL], GOAL),
        "simulation, mean volume (the trap)": desks_need(known(traffic), [ALL], goal=GOAL).desks,
        "simulation, volume varies (ours)": desks_need(traffic, [ALL], goal=GOAL).desks,
    }


def tables() -> None:
    """Prints the table."""
    print("| visits | plan | desk-hours | service level, known volume | volume varies | worst half-hour, varies |")
    print("|---|---|---|---|---|---|")
    for visits in VOLUMES:
        traffic = day(visits, variation=VARIATION)
        for name, desks in plans(traffic).items():
            sure, varies = (level_of(one, [ALL], desks, DAYS, SEED) for one in (known(traffic), traffic))
            print(
                f"| {visits} | {name} | {desks.sum() / 2:.1f} | {sure.day:.1%} | {varies.day:.1%} "
                f"| {varies.half_hours.min():.1%} |"
            )


if __name__ == "__main__":
    tables()
