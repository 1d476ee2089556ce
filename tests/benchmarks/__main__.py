"""`make bench`: the measured promises, one line each, every ratio from one run on one machine.

    python -m tests.benchmarks [NAME ...]

Nothing here is a test: a machine that is busy with other things gives other seconds, and mostly the same ratios.
"""

import os
import platform
import sys
from collections.abc import Callable

from tests.benchmarks import calling, cockpit, demo, estimating, issuing, simulation, starting, visits, waking, year

MEASURES: dict[str, Callable[[], None]] = {
    "calling": calling.measure,
    "cockpit": cockpit.measure,
    "issuing": issuing.measure,
    "waking": waking.measure,
    "starting": starting.measure,
    "visits": visits.measure,
    "year": year.measure,
    "demo": demo.measure,
    "estimating": estimating.measure,
    "simulation": simulation.measure,
}


def main() -> int:
    """Run what is named, or everything."""
    unknown = [name for name in sys.argv[1:] if name not in MEASURES]
    if unknown:
        print(f"no such measure: {', '.join(unknown)}; there are {', '.join(MEASURES)}", file=sys.stderr)
        return 2
    cores = len(os.sched_getaffinity(0))
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {cores} cores, load {os.getloadavg()[0]:.1f}"
    )
    for name in sys.argv[1:] or MEASURES:
        MEASURES[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
