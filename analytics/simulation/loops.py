"""The two kernels as plain loops over numbers: what `compiled` compiles, and what the NumPy forms are held against.

Nothing but arrays and arithmetic, so that Numba can take them. Meaning and shapes of the arrays: `day`.

`alike`: every shift calls everybody, always, so visitors are called in order of arrival by whoever is free first. The
shifts play a tournament (Knuth 1973): after each visitor only the rounds of the one who called are played again.
`in_order`: visitors are called in order of arrival. Each takes the compatible shift that is free first, which among
idle ones is the longest idle; this equals the event-driven simulation exactly (Kiefer & Wolfowitz 1955, with skills).
`by_place`: an event at a time. A shift that is free calls the smallest place + penalty, then whoever came first; a
visitor whom idle shifts may call is called by the longest idle. At one moment a shift becomes free before a visitor
comes, and a visitor is called before leaving.
"""

import numpy as np

from analytics.simulation.day import Codes, Times

NEVER = 1 << 62
"""A moment that no day reaches, as a whole number."""


def alike(
    arrival: Times,
    walk: Times,
    service: Times,
    patience: Times,
    speed: Times,
    free: Times,
    called: Times,
    by: Codes,
) -> None:
    """Fills `called` and `by`, (R, N)."""
    days, visitors = arrival.shape
    shifts = len(speed)
    bits = 0
    while 1 << bits < shifts:
        bits += 1
    places = 1 << bits
    winner = np.empty(2 * places, np.int64)  # of each round: the moment it is free, and in the last bits who it is
    for day in range(days):
        winner[:] = NEVER
        for shift in range(shifts):
            begins = free[day if len(free) > 1 else 0, shift]
            if begins < np.inf:
                winner[places + shift] = (np.int64(begins) << bits) | shift
        for pair in range(places - 1, 0, -1):
            winner[pair] = min(winner[2 * pair], winner[2 * pair + 1])
        for visitor in range(visitors):
            at = arrival[day, visitor]
            first = winner[1]
            begin = max(at, np.float64(first >> bits))
            if first == NEVER or begin > at + patience[day, visitor] or at == np.inf:
                called[day, visitor] = np.inf
                by[day, visitor] = -1
                continue
            shift = first & (places - 1)
            called[day, visitor] = begin
            by[day, visitor] = shift
            done = begin + walk[day, visitor] + np.rint(service[day, visitor] * speed[shift])
            plays = (np.int64(done) << bits) | shift
            at_place = places + shift
            winner[at_place] = plays
            while at_place > 1:
                plays = min(plays, winner[at_place ^ 1])
                at_place >>= 1
                winner[at_place] = plays


def in_order(
    arrival: Times,
    line: Codes,
    walk: Times,
    service: Times,
    patience: Times,
    penalty: Times,
    speed: Times,
    free: Times,
    closes: Times,
    breaks_at: Times,
    breaks: Times,
    called: Times,
    by: Codes,
) -> None:
    """Fills `called` and `by`, (R, N)."""
    days, visitors = arrival.shape
    shifts, most_breaks = breaks_at.shape
    ready = np.empty(shifts)
    taken = np.empty(shifts, np.int64)
    due = np.empty(shifts)
    for day in range(days):
        for shift in range(shifts):
            ready[shift] = free[day if len(free) > 1 else 0, shift]
            taken[shift] = 0
            due[shift] = breaks_at[shift, 0]
        for visitor in range(visitors):
            at = arrival[day, visitor]
            called[day, visitor] = np.inf
            by[day, visitor] = -1
            if at == np.inf:
                continue
            best, best_ready = -1, np.inf
            for shift in range(shifts):
                if penalty[line[day, visitor], shift] == np.inf:
                    continue
                while due[shift] <= at or due[shift] <= ready[shift]:
                    if due[shift] == np.inf:
                        break
                    ready[shift] = max(ready[shift], due[shift]) + breaks[shift, taken[shift]]
                    taken[shift] += 1
                    due[shift] = breaks_at[shift, taken[shift]] if taken[shift] < most_breaks else np.inf
                if ready[shift] < best_ready and max(at, ready[shift]) < closes[shift]:
                    best, best_ready = shift, ready[shift]
            if best < 0:
                continue
            begin = max(at, best_ready)
            if begin - at > patience[day, visitor]:
                continue
            called[day, visitor] = begin
            by[day, visitor] = best
            ready[best] = begin + walk[day, visitor] + np.rint(service[day, visitor] * speed[best])


def by_place(
    arrival: Times,
    line: Codes,
    place: Times,
    walk: Times,
    service: Times,
    patience: Times,
    penalty: Times,
    speed: Times,
    free: Times,
    closes: Times,
    breaks_at: Times,
    breaks: Times,
    after: Codes,
    turns: Times,
    turned: Times,
    then: Codes,
    brings: Codes,
    until: Times,
    carries: Times,
    called: Times,
    by: Codes,
) -> None:
    """Fills `called` and `by`, (R, N). `carries` (1,) is 1 or 0."""
    days, visitors = arrival.shape
    shifts, most_breaks = breaks_at.shape
    lines, stages = turns.shape
    ready = np.empty(shifts)
    busy = np.empty(shifts, np.bool_)
    gone = np.empty(shifts, np.bool_)
    taken = np.empty(shifts, np.int64)
    due = np.empty(shifts)
    sends = np.empty(shifts, np.int64)
    spent = np.empty(shifts)
    adds = np.empty((lines, shifts))
    turns_at = np.empty(lines)
    stage = np.empty(lines, np.int64)
    head = np.empty(lines, np.int64)
    tail = np.empty(lines, np.int64)
    behind = np.empty(visitors, np.int64)
    joined = np.empty(visitors)
    stands = np.empty(visitors)
    carried = np.empty(visitors)
    for day in range(days):
        for shift in range(shifts):
            ready[shift] = free[day if len(free) > 1 else 0, shift]
            busy[shift], gone[shift], taken[shift] = True, False, 0
            due[shift] = breaks_at[shift, 0]
            sends[shift] = brings[shift]
            spent[shift] = ready[shift]
        adds[:] = penalty
        turns_at[:] = np.inf
        stage[:] = 0
        turn, turning = np.inf, -1
        head[:] = -1
        called[day, :] = np.inf
        by[day, :] = -1
        visitor = 0
        while True:
            coming = arrival[day, visitor] if visitor < visitors else np.inf
            next_shift, now = -1, np.inf
            for shift in range(shifts):
                if busy[shift] and ready[shift] < now:
                    next_shift, now = shift, ready[shift]
            if next_shift < 0 and coming == np.inf and turning < 0:
                break
            waits = False
            if turning >= 0 and turn <= now and turn <= coming:
                at, one = turn, turning
                adds[one, :] = turned[stage[one], one, :]
                stage[one] += 1
                turns_at[one] = at + turns[one, stage[one]] if stage[one] < stages else np.inf
                turn, turning = np.inf, -1
                for other in range(lines):
                    if turns_at[other] < turn:
                        turn, turning = turns_at[other], other
                comer = head[one]
                if comer < 0 or at - joined[comer] > patience[day, comer]:
                    continue
                waits = True
            elif now <= coming:
                shift = next_shift
                held = 0
                while 0 <= held < after.shape[1]:
                    other = after[shift, held]
                    held += 1
                    if other < 0 or gone[other]:
                        continue
                    if not busy[other] and now >= closes[other]:
                        gone[other] = True
                    elif not busy[other] or ready[other] > now:
                        ready[shift] = ready[other] if busy[other] else closes[other]
                        held = -1
                    else:  # whose own turn is at this moment goes before
                        shift, held = other, 0
                if held < 0:
                    continue
                if sends[shift] >= 0:
                    at, comer = now, sends[shift]
                    carried[comer] = spent[shift]
                    stands[comer] = place[day, comer] + carries[0] * carried[comer]
                    sends[shift] = -1
                else:
                    if now >= closes[shift]:
                        busy[shift], gone[shift] = False, True
                        continue
                    if due[shift] <= now:
                        ready[shift] = min(now + breaks[shift, taken[shift]], closes[shift])
                        taken[shift] += 1
                        due[shift] = breaks_at[shift, taken[shift]] if taken[shift] < most_breaks else np.inf
                        continue
                    best, best_place, best_line = -1, np.inf, -1
                    for one in range(lines):
                        first = head[one]
                        if first < 0 or adds[one, shift] == np.inf:
                            continue
                        while first >= 0 and now - joined[first] > patience[day, first]:
                            first = behind[first]
                        head[one] = first
                        if first < 0:
                            continue
                        here = stands[first] + adds[one, shift]
                        if here < best_place or (here == best_place and first < best):
                            best, best_place, best_line = first, here, one
                    if best < 0:
                        busy[shift] = False
                        continue
                    head[best_line] = behind[best]
                    called[day, best] = now
                    by[day, best] = shift
                    lasts = walk[day, best] + np.rint(service[day, best] * speed[shift])
                    spent[shift] = carried[best] + lasts
                    ready[shift] = now + lasts
                    sends[shift] = then[best]
                    continue
            else:
                at, comer = coming, visitor
                stands[comer], carried[comer] = place[day, comer], 0.0
                visitor += 1
            one = line[day, comer]
            best_shift, idle_since = -1, np.inf
            for shift in range(shifts):
                if busy[shift] or gone[shift] or adds[one, shift] == np.inf:
                    continue
                while due[shift] <= at and ready[shift] <= at and due[shift] < closes[shift]:
                    begun = max(ready[shift], due[shift])
                    ready[shift] = min(begun + breaks[shift, taken[shift]], closes[shift])
                    taken[shift] += 1
                    due[shift] = breaks_at[shift, taken[shift]] if taken[shift] < most_breaks else np.inf
                if ready[shift] > at:
                    busy[shift] = True
                elif at >= closes[shift]:
                    gone[shift] = True
                elif ready[shift] < idle_since:
                    best_shift, idle_since = shift, ready[shift]
            if best_shift >= 0:
                if waits:
                    head[one] = behind[comer]
                called[day, comer] = at
                by[day, comer] = best_shift
                lasts = walk[day, comer] + np.rint(service[day, comer] * speed[best_shift])
                spent[best_shift] = carried[comer] + lasts
                ready[best_shift] = at + lasts
                busy[best_shift] = True
                sends[best_shift] = then[comer]
            elif not waits:
                joined[comer] = at
                behind[comer] = -1
                if head[one] < 0:
                    head[one] = comer
                else:
                    behind[tail[one]] = comer
                tail[one] = comer
                if turns[one, 0] < np.inf:
                    turns_at[one] = max(at, min(at + turns[one, 0], until[one]))
                    if turns_at[one] < turn:
                        turn, turning = turns_at[one], one
