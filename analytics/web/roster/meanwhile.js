// A day that somebody else has published while it was changed here: both on top of what they began with. Knows no page.

import { same } from "./drafting.js";

/** @typedef {import("./spanning.js").Shift} Shift */
/** @typedef {import("./drafting.js").PublishedDay} PublishedDay */
/** @typedef {{manager: string, was: Shift[], is: Shift[], taken: boolean}} Change what they have published of one member; not `taken` where it was changed here as well */
/** @typedef {{day: PublishedDay, changes: Change[]}} Meanwhile */

/**
 * Member by member: where nothing was changed here theirs holds, else what was entered here.
 * @param {Shift[]} base what both began with
 * @param {Shift[]} mine
 * @param {Shift[]} theirs
 * @returns {{shifts: Shift[], changes: Change[]}}
 */
export function onTop(base, mine, theirs) {
  const [were, entered, found] = [base, mine, theirs].map(byManager);
  const of = (/** @type {Map<string, Shift[]>} */ rows, /** @type {string} */ manager) => rows.get(manager) ?? [];
  /** @type {Change[]} */
  const changes = [];
  const shifts = [...new Set([...entered.keys(), ...found.keys(), ...were.keys()])].flatMap((manager) => {
    const [was, own, is] = [of(were, manager), of(entered, manager), of(found, manager)];
    if (same(was, is)) return own;
    const taken = same(own, was) || same(own, is);
    changes.push({ manager, was, is, taken });
    return taken ? is : own;
  });
  return { shifts, changes };
}

/**
 * The changed days of a draft that are published in another version now.
 * @param {Record<string, Shift[]>} draft
 * @param {PublishedDay[]} before
 * @param {PublishedDay[]} now
 * @returns {{days: Record<string, Shift[]>, meanwhile: Meanwhile[]}}
 */
export function rejoined(draft, before, now) {
  const other = now.flatMap((day) => {
    const [base, mine] = [before.find((one) => one.day === day.day), draft[day.day]];
    return base === undefined || mine === undefined || base.version === day.version || same(mine, day.shifts) ? [] : [{ day, ...onTop(base.shifts, mine, day.shifts) }];
  });
  return { days: Object.fromEntries(other.map((one) => [one.day.day, one.shifts])), meanwhile: other.map(({ day, changes }) => ({ day, changes })) };
}

/** @param {Shift[]} shifts */
function byManager(shifts) {
  /** @type {Map<string, Shift[]>} */
  const found = new Map();
  for (const one of shifts) found.set(one.manager, [...(found.get(one.manager) ?? []), one]);
  return found;
}
