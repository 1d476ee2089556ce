// The countdowns of the desk: the no-show, and the waits that are about to pass their standard.
// Knows instants and seconds. Knows no screen; the moment comes in as data, in the server's time.

/**
 * Whole seconds left until an instant, rounded up: the countdown shows 0 only when the time has come.
 * @param {string | null | undefined} until_at
 * @param {number} now
 */
export function left_s(until_at, now) {
  return until_at ? Math.max(0, Math.ceil((Date.parse(until_at) - now) / 1000)) : 0;
}

/**
 * How far the no-show is: calls that are missing, or seconds that are.
 * @param {import("./rows.js").VisitorRow} visitor
 * @param {{no_show_calls?: number}} limits
 * @param {number} now
 * @returns {{calls: number, seconds: number, ready: boolean}}
 */
export function noShow(visitor, limits, now) {
  const calls = visitor.no_show_at ? 0 : Math.max(1, (limits.no_show_calls ?? 2) - visitor.calls_in_row);
  const seconds = left_s(visitor.no_show_at, now);
  return { calls, seconds, ready: calls === 0 && seconds === 0 };
}

/**
 * Of the instants at which waits pass their standard: how many have, and the seconds to the next.
 * @param {string[]} instants
 * @param {number} now
 * @returns {{above: number, next_s: number | null}}
 */
export function breaches(instants, now) {
  const ahead = instants.map(Date.parse).filter((at) => at >= now);
  return { above: instants.length - ahead.length, next_s: ahead.length ? Math.ceil((Math.min(...ahead) - now) / 1000) : null };
}
