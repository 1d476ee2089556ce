"""The kernel of the search for desks: days are simulated on from a half-hour, and no further than they differ.

One desk more or less in a half-hour changes nothing before it, and little after: soon the same people wait and the same
desks are busy for as long as they were. So of the desks that are kept the state at every half-hour is noted, and others
are tried from where they differ until the day is again as it was. The rules are `loops.by_place`, without breaks;
nothing but arrays and arithmetic, so that Numba can take them.

Desks are places `desk`, open or not by half-hour; a desk that opens again is another manager's. D days, N visitors at
most, S desks, H half-hours, L lines.
"""

import numpy as np

from analytics.simulation.day import Codes, Times

EXCLUDED, MET, BREACHED = 0, 1, 2
"""How a wait is judged: excluded is who left before the limit, or at once."""


def days_on(
    arrival: Times,
    line: Codes,
    place: Times,
    walk: Times,
    service: Times,
    patience: Times,
    limit: Times,
    uncalled: Codes,
    half_hour: Codes,
    penalty: Times,
    edges: Times,
    closes: Times,
    kind: Codes,
    opened: Codes,
    span: Codes,
    called: Times,
    judged: Codes,
    ready_at: Times,
    idle_at: Codes,
    first_at: Codes,
    seen: Times,
    change: Times,
) -> None:
    """Simulates all days from half-hour `span[0]` on.

    `limit` (D, N) is the last call that meets the standard, `uncalled` (D, N) how a visitor is judged whom nobody
    calls, `half_hour` (D, N) that of the arrival, `penalty` (L, S), `closes` (1,) when whoever is open last goes home,
    `kind` (S,), `opened` (S, H). Where `span[1]` is 1 the desks are kept: `called` and `judged` (D, N) are filled, and
    at each half-hour `ready_at` and `idle_at` (D, H, S), `first_at` (D, H, 2), who waits first and who comes next, and
    `seen` (D, H, 3), a sign of the state. Where it is 0 they are read, and `change` (2, H) gets by how many more
    visitors are met, and judged, than with the desks that are kept.
    """
    days, visitors = arrival.shape
    desks, count = opened.shape
    lines = len(penalty)
    first, keeps = span[0], span[1] == 1
    ready = np.empty(desks)
    busy = np.empty(desks, np.bool_)
    head = np.empty(lines, np.int64)
    tail = np.empty(lines, np.int64)
    behind = np.empty(visitors, np.int64)
    found = np.empty(visitors, np.int64)
    for day in range(days):
        head[:] = -1
        begin, visitor, waiting = 0, 0, 0.0
        if first == 0:
            ready[:] = np.inf
            busy[:] = False
        else:
            for desk in range(desks):
                ready[desk] = ready_at[day, first, desk]
                busy[desk] = idle_at[day, first, desk] == 0
            begin, visitor = first_at[day, first, 0], first_at[day, first, 1]
            for earlier in range(begin, visitor):
                found[earlier] = judged[day, earlier]
                if called[day, earlier] < edges[first]:
                    continue
                one = line[day, earlier]
                found[earlier] = uncalled[day, earlier]
                if keeps:
                    called[day, earlier] = np.inf
                waiting += (earlier + 1.0) * (earlier + 1.0)
                behind[earlier] = -1
                if head[one] < 0:
                    head[one] = earlier
                else:
                    behind[tail[one]] = earlier
                tail[one] = earlier
        for now_half_hour in range(first, count):
            edge = edges[now_half_hour]
            end = edges[now_half_hour + 1] if now_half_hour + 1 < count else np.inf
            rest, squared = 0.0, 0.0
            for desk in range(desks):
                if opened[desk, now_half_hour] == 0:
                    continue
                if now_half_hour == 0 or opened[desk, now_half_hour - 1] == 0:
                    ready[desk], busy[desk] = edge, True
                if busy[desk] and ready[desk] > edge:
                    left = (ready[desk] - edge) * (kind[desk] + 1.0)
                    rest += left
                    squared += left * left
            if keeps:
                oldest = visitor
                for one in range(lines):
                    if 0 <= head[one] < oldest:
                        oldest = head[one]
                for desk in range(desks):
                    ready_at[day, now_half_hour, desk] = ready[desk]
                    idle_at[day, now_half_hour, desk] = 0 if busy[desk] else 1
                first_at[day, now_half_hour, 0] = oldest
                first_at[day, now_half_hour, 1] = visitor
                seen[day, now_half_hour, 0] = rest
                seen[day, now_half_hour, 1] = squared
                seen[day, now_half_hour, 2] = waiting
            elif (
                now_half_hour > first
                and seen[day, now_half_hour, 0] == rest
                and seen[day, now_half_hour, 1] == squared
                and seen[day, now_half_hour, 2] == waiting
            ):
                for one in range(lines):
                    waits = head[one]
                    while waits >= 0:  # from here on all is as it was
                        found[waits] = judged[day, waits]
                        waits = behind[waits]
                break
            while True:
                coming = arrival[day, visitor] if visitor < visitors else np.inf
                frees, now = -1, np.inf
                for desk in range(desks):
                    if busy[desk] and ready[desk] < now:
                        frees, now = desk, ready[desk]
                if now <= coming:
                    if now >= end or frees < 0:
                        break
                    if opened[frees, now_half_hour] == 0 or now >= closes[0]:
                        busy[frees] = False
                        continue
                    best, best_place, best_line = -1, np.inf, -1
                    for one in range(lines):
                        waits = head[one]
                        if waits < 0 or penalty[one, frees] == np.inf:
                            continue
                        while waits >= 0 and now - arrival[day, waits] > patience[day, waits]:
                            waiting -= (waits + 1.0) * (waits + 1.0)
                            waits = behind[waits]
                        head[one] = waits
                        if waits < 0:
                            continue
                        here = place[day, waits] + penalty[one, frees]
                        if here < best_place or (here == best_place and waits < best):
                            best, best_place, best_line = waits, here, one
                    if best < 0:
                        busy[frees] = False
                        continue
                    head[best_line] = behind[best]
                    waiting -= (best + 1.0) * (best + 1.0)
                    takes = frees
                else:
                    if coming >= end:
                        break
                    best, now = visitor, coming
                    visitor += 1
                    one = line[day, best]
                    takes, idle_since = -1, np.inf
                    for desk in range(desks):
                        if busy[desk] or opened[desk, now_half_hour] == 0 or penalty[one, desk] == np.inf:
                            continue
                        if ready[desk] < idle_since and now < closes[0]:
                            takes, idle_since = desk, ready[desk]
                    if takes < 0:
                        found[best] = uncalled[day, best]
                        if keeps:
                            called[day, best] = np.inf
                        waiting += (best + 1.0) * (best + 1.0)
                        behind[best] = -1
                        if head[one] < 0:
                            head[one] = best
                        else:
                            behind[tail[one]] = best
                        tail[one] = best
                        continue
                found[best] = MET if now <= limit[day, best] else BREACHED
                ready[takes] = now + walk[day, best] + np.rint(service[day, best])
                busy[takes] = True
                if keeps:
                    called[day, best] = now
        for earlier in range(begin, visitor):
            before = judged[day, earlier]
            if keeps:
                judged[day, earlier] = found[earlier]
            elif before != found[earlier]:
                at = half_hour[day, earlier]
                change[0, at] += (1.0 if found[earlier] == MET else 0.0) - (1.0 if before == MET else 0.0)
                change[1, at] += (0.0 if found[earlier] == EXCLUDED else 1.0) - (0.0 if before == EXCLUDED else 1.0)
