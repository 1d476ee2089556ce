// How offices and topics stand at a moment: what their rows say and what has come about by time alone since. Pure: no clock, no page.
// Knows the rows of the view "supervisor". The counts are the server's; here instants that have passed are counted, and divided once.

import { expectedDesks } from "/assets/web/staff/expected.js";
import { nearness } from "/assets/web/waiting.js";

/**
 * @typedef {object} Standing how one row stands at a moment
 * @property {string} id
 * @property {number} waiting
 * @property {number | null} longestS the longest wait so far; null where nobody waits
 * @property {number} above people whose wait, still running, is above the standard
 * @property {number | null} level share of judged visits within the standard, whoever still waits above it included; null where none is judged
 * @property {number} judged
 * @property {"calm" | "late" | "breach"} nearness of the longest wait to its standard
 */

/**
 * @typedef {Standing & {row: any, open: boolean, desksOpen: number, serving: number, idle: number, onBreak: number, load: number | null,
 *   expected: number | null, missing: number}} OfficeStanding `expected`: desks by the published schedule; `missing`: of them, so many are not open
 */

/** The instants of a row as numbers, read once a row: rows are made anew when they change. @type {WeakMap<object, {breaches: number[], longestAt: number}>} */
const readRows = new WeakMap();

/** @param {any} row */
function read(row) {
  let found = readRows.get(row);
  if (!found) {
    found = { breaches: row.above_standard_at.map(Date.parse), longestAt: row.longest_since_at === null ? NaN : Date.parse(row.longest_since_at) };
    readRows.set(row, found);
  }
  return found;
}

/**
 * @param {any} row an office's or a topic's
 * @param {number} now the server's time, ms
 * @returns {Standing}
 */
export function standingOf(row, now) {
  const { breaches, longestAt } = read(row);
  const above = row.above_now + breaches.filter((at) => at < now).length;
  const judged = row.met + row.breached + above - row.above_earlier; // who came yesterday is in yesterday's service level
  const longestS = Number.isNaN(longestAt) ? null : Math.max(0, Math.floor((now - longestAt) / 1000));
  const near = above > 0 ? "breach" : longestS === null ? "calm" : nearness(longestS, row.standard_s);
  return { id: row.id, waiting: row.waiting, longestS, above, level: levelOf(row.met, judged), judged, nearness: near };
}

/**
 * @param {any} row an office's, of the overview
 * @param {number} now
 * @param {any} [schedule] the office's row of today's schedule, where one is published
 * @returns {OfficeStanding}
 */
export function officeStanding(row, now, schedule) {
  const { open, serving, idle_waiting: idle, on_break: onBreak } = row.desks;
  const expected = expectedDesks(schedule, now);
  const missing = row.open ? Math.max(0, (expected ?? 0) - open) : 0;
  return { ...standingOf(row, now), row, open: row.open, desksOpen: open, serving, idle, onBreak, load: row.load_share ?? null, expected, missing };
}

/**
 * All offices together; every share from sums, never a mean of shares.
 * @param {readonly OfficeStanding[]} offices
 */
export function together(offices) {
  const sum = (/** @type {(one: OfficeStanding) => number} */ of) => offices.reduce((total, one) => total + of(one), 0);
  const met = sum((one) => one.row.met);
  const judged = sum((one) => one.judged);
  const working = sum((one) => (one.load === null ? 0 : one.row.load_working_s));
  const busy = sum((one) => (one.load ?? 0) * one.row.load_working_s);
  const longest = offices.reduce((/** @type {OfficeStanding | null} */ found, one) => ((one.longestS ?? -1) > (found?.longestS ?? -1) ? one : found), null);
  return {
    waiting: sum((one) => one.waiting),
    longest: longest?.longestS === null ? null : longest,
    above: sum((one) => one.above),
    aboveIn: offices.filter((one) => one.above > 0).length,
    judged,
    level: levelOf(met, judged),
    goal: offices[0]?.row.goal ?? null,
    serving: sum((one) => one.serving),
    desksOpen: sum((one) => one.desksOpen),
    missing: sum((one) => one.missing),
    idle: sum((one) => one.idle),
    idleIn: offices.filter((one) => one.idle > 0).length,
    load: working > 0 ? busy / working : null,
  };
}

/** @param {number} met @param {number} judged */
function levelOf(met, judged) {
  return judged > 0 ? met / judged : null;
}

/** @typedef {"worst" | "name" | "waiting" | "longest" | "above" | "level" | "desks" | "idle" | "load"} Column */

/** What a column sorts by, largest first; the service level's worst is its smallest. @type {Record<Exclude<Column, "worst" | "name">, (one: OfficeStanding) => number>} */
const KEY_OF = {
  waiting: (one) => one.waiting,
  longest: (one) => one.longestS ?? -1,
  above: (one) => one.above,
  level: (one) => (one.level === null ? -1 : 1 - one.level),
  desks: (one) => one.serving,
  idle: (one) => one.idle,
  load: (one) => one.load ?? -1,
};

/** Where the promise breaks comes first: people above the standard, then how near the longest wait is to it, then the day so far. @type {((one: OfficeStanding) => number)[]} */
const WORST = [(one) => (one.open || one.waiting > 0 ? 1 : 0), KEY_OF.above, (one) => (one.longestS ?? 0) / one.row.standard_s, KEY_OF.idle, KEY_OF.level, KEY_OF.waiting];

/**
 * The ids in the order of a column; equal ones by name, so that nothing hops about without cause.
 * @param {readonly OfficeStanding[]} offices
 * @param {{by: Column, reversed: boolean}} order
 * @param {(one: OfficeStanding) => string} nameOf
 * @returns {string[]}
 */
export function ordered(offices, order, nameOf) {
  const keys = order.by === "worst" ? WORST : order.by === "name" ? [] : [KEY_OF[order.by]];
  const sign = order.reversed ? -1 : 1;
  const named = offices.map((one) => ({ one, name: nameOf(one), keys: keys.map((key) => key(one)) }));
  named.sort((a, b) => {
    for (let place = 0; place < a.keys.length; place += 1) if (a.keys[place] !== b.keys[place]) return sign * (b.keys[place] - a.keys[place]);
    return (order.by === "name" ? sign : 1) * a.name.localeCompare(b.name);
  });
  return named.map(({ one }) => one.id);
}

/**
 * Whether two standings look the same on the page: then nothing is drawn anew.
 * @param {OfficeStanding} a
 * @param {OfficeStanding} b
 */
export function looksTheSame(a, b) {
  const shown = (/** @type {OfficeStanding} */ one) => [one.waiting, minutes(one.longestS), one.above, percent(one.level), one.serving, one.desksOpen, one.expected, one.missing, one.idle, one.onBreak, one.load, one.nearness, one.open, one.row.issuing, one.row.suspended, one.row.territory, JSON.stringify(one.row.name)].join();
  return shown(a) === shown(b);
}

/** @param {number | null} seconds whole minutes, as a table of many offices shows a wait */
export function minutes(seconds) {
  return seconds === null ? null : Math.floor(seconds / 60);
}

/** @param {number | null} share in tenths of a percent, rounded down: 94.96 % is not yet 95 % */
export function percent(share) {
  return share === null ? null : Math.floor(share * 1000 + 1e-9) / 10;
}
