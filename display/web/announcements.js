// The queue of announcements: which call is shown large and said aloud now, and when the next one may. Pure: time comes in.
// Knows the rows of calls; must not know sockets, sounds or the page.
//
// Two clocks: `serverMs` is compared with the rows' instants (how old is this call?), `at` is the device's steady clock, by which
// announcements follow one another whatever the time of day is set to.

/** @typedef {{number: string, desk: string, called_at: string, announced_at: string, calls: number, state: "called" | "serving" | "done"}} Call */
/**
 * One turn: a call; or, after a gap, all that were missed and are still awaited, together.
 * @typedef {{number: string, desk: string, announcedAt: string, freshUntil: number, missed: string[]}} Announcement
 */
/** @typedef {{announcement: Announcement, since: number, voice: boolean, quietSince: number | null}} Turn */
/** @typedef {{heard: Record<string, string>, queue: Announcement[], turn: Turn | null, started: boolean}} Announcements */

/** Between the end of one announcement's sound and the next one's beginning. */
export const GAP_MS = 1_500;
/** An arrival pulses this long, and stays in its place at least as long when nobody else waits for it. */
export const ARRIVAL_MS = 6_000;
/** The least time in the large place when others wait: long enough to find one's number and the desk. */
export const LEAST_MS = 3_500;
/** A call older than this is no news: the visitor has seen it, or is lost; a voice would send them twice. */
export const FRESH_MS = 20_000;
/** A sound that has not ended by now never will. */
export const SOUND_LIMIT_MS = 30_000;
/** Numbers whose last announcement is remembered; a board shows twelve. */
const REMEMBERED = 200;

/** Nothing was announced yet. @param {Record<string, string>} [heard] what a page before a reload had announced @returns {Announcements} */
export function silence(heard = {}) {
  return { heard, queue: [], turn: null, started: false };
}

/**
 * Take the calls as they stand now. Whatever way they came, event by event or as a snapshot after a gap, the outcome is the same:
 * a call is new if its `announced_at` was not heard; a recall moves it, so it is new once more.
 * @param {Announcements} before
 * @param {readonly Call[]} calls
 * @param {{at: number, serverMs: number, pace?: number}} now `pace` is how many of the server's seconds pass in one of ours
 * @returns {Announcements}
 */
export function observed(before, calls, { at, serverMs, pace = 1 }) {
  const rows = new Map(calls.map((call) => [call.number, call]));
  const unheard = calls.filter((call) => call.announced_at > (before.heard[call.number] ?? "")).sort(byAnnouncement);
  const awaited = unheard.filter((call) => call.state === "called");
  const age = (/** @type {Call} */ call) => (serverMs - Date.parse(call.announced_at)) / pace;
  const fresh = awaited.filter((call) => age(call) <= FRESH_MS);
  // A page that has just been opened shows the old calls as they are; one that was cut off says that it missed some.
  const missed = before.started ? awaited.filter((call) => age(call) > FRESH_MS) : [];

  const superseded = new Set(unheard.map((call) => call.number));
  /** @type {Announcement[]} */
  let queue = before.queue.filter((waiting) => waiting.missed.length > 0 || (!superseded.has(waiting.number) && stillAwaited(waiting, rows)));
  if (missed.length > 0) {
    const latest = /** @type {Call} */ (missed.at(-1));
    queue = [...queue, { ...spoken(latest), freshUntil: at, missed: missed.map((call) => call.number) }];
  }
  queue = [...queue, ...fresh.map((call) => ({ ...spoken(call), freshUntil: at + FRESH_MS - Math.max(0, age(call)), missed: [] }))];

  const heard = { ...before.heard, ...Object.fromEntries(unheard.map((call) => [call.number, call.announced_at])) };
  return { heard: remembered(heard), queue, turn: before.turn, started: true };
}

/**
 * Let time pass: end the turn that is over, begin the next.
 * @param {Announcements} before
 * @param {number} at
 * @returns {Announcements}
 */
export function advanced(before, at) {
  const turn = before.turn !== null && at >= endsAt(before) ? null : before.turn;
  if (turn !== null || before.queue.length === 0) return turn === before.turn ? before : { ...before, turn };
  const [announcement, ...queue] = /** @type {[Announcement, ...Announcement[]]} */ (before.queue);
  return { ...before, queue, turn: { announcement, since: at, voice: at < announcement.freshUntil, quietSince: null } };
}

/**
 * The sound of the present turn has ended (or there was none).
 * @param {Announcements} before
 * @param {number} at
 * @returns {Announcements}
 */
export function quieted(before, at) {
  if (before.turn === null || before.turn.quietSince !== null) return before;
  return { ...before, turn: { ...before.turn, quietSince: at } };
}

/**
 * When `advanced` has something to do; null while there is nothing to wait for.
 * @param {Announcements} state
 * @returns {number | null}
 */
export function nextStepAt(state) {
  if (state.turn !== null) return endsAt(state);
  return state.queue.length > 0 ? 0 : null;
}

/** @param {Announcements} state */
function endsAt({ turn, queue }) {
  if (turn === null) return 0;
  const shownUntil = turn.since + (queue.length > 0 ? LEAST_MS : ARRIVAL_MS);
  const quietSince = turn.quietSince ?? turn.since + SOUND_LIMIT_MS;
  return Math.max(shownUntil, quietSince + GAP_MS);
}

/**
 * A call that was taken back, or whose visitor has arrived already, need not be cried out any more.
 * @param {Announcement} waiting
 * @param {Map<string, Call>} rows
 */
function stillAwaited(waiting, rows) {
  const call = rows.get(waiting.number);
  return call?.state === "called" && call.desk === waiting.desk;
}

/** @param {Call} call */
function spoken(call) {
  return { number: call.number, desk: call.desk, announcedAt: call.announced_at };
}

/** @param {Call} a @param {Call} b */
function byAnnouncement(a, b) {
  return a.announced_at < b.announced_at ? -1 : a.announced_at > b.announced_at ? 1 : a.number < b.number ? -1 : 1;
}

/** @param {Record<string, string>} heard */
function remembered(heard) {
  const entries = Object.entries(heard);
  if (entries.length <= REMEMBERED) return heard;
  return Object.fromEntries(entries.sort(([, a], [, b]) => (a < b ? 1 : -1)).slice(0, REMEMBERED / 2));
}
