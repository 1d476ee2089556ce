// Who may work how, against what the week gives them: hours, days, wishes, cost. Knows no page.

import { hoursOf, minutesOf, spanOf } from "./spanning.js";

/** @typedef {import("./spanning.js").Shift} Shift */
/**
 * @typedef {{manager: string, hours_week: number, days_week: number, lengths_h: number[], off: string[], not_before: string | null, not_after: string | null,
 *   wishes: string | null, cost: number}} Person
 */
/** @typedef {Record<string, Shift[]>} Days shifts by day */
/** @typedef {{hours: number, days: number, cost: number, wished: number, kept: number, over: boolean, against: string[]}} Tally `against`: days on which a shift is not as it may be */

const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
export const USUAL = { hours_week: 40, days_week: 5, lengths_h: [4, 6, 8, 9], off: [], not_before: null, not_after: null, wishes: null, cost: 1 };

/** @param {string} day `YYYY-MM-DD` */
export function weekdayOf(day) {
  return WEEKDAYS[new Date(`${day}T12:00:00Z`).getUTCDay()];
}

/** @param {Person} one @param {string} day */
export function isOff(one, day) {
  return one.off.includes(day) || one.off.includes(weekdayOf(day));
}

/** Whether a shift is within what somebody wishes; true where they wish for nothing. @param {Person} one @param {Shift} shift */
export function asWished(one, shift) {
  if (!one.wishes) return true;
  const [from, to] = spanOf(one.wishes);
  return minutesOf(shift.begins) >= from && minutesOf(shift.ends) <= to;
}

/** Whether a shift may be: no day off, not too early, not too late. @param {Person} one @param {string} day @param {Shift} shift */
export function mayBe(one, day, shift) {
  const early = one.not_before && minutesOf(shift.begins) < minutesOf(one.not_before);
  const late = one.not_after && minutesOf(shift.ends) > minutesOf(one.not_after);
  return !isOff(one, day) && !early && !late;
}

/**
 * What the week gives somebody.
 * @param {Person} one
 * @param {Days} days
 * @returns {Tally}
 */
export function tallyOf(one, days) {
  const mine = Object.entries(days).flatMap(([day, shifts]) => shifts.filter((shift) => shift.manager === one.manager).map((shift) => ({ day, shift })));
  const hours = hoursOf(mine.map(({ shift }) => shift));
  const worked = new Set(mine.map(({ day }) => day)).size;
  return {
    hours,
    days: worked,
    cost: hours * one.cost,
    wished: one.wishes ? mine.length : 0,
    kept: one.wishes ? mine.filter(({ shift }) => asWished(one, shift)).length : 0,
    over: hours > one.hours_week + 0.01 || worked > one.days_week,
    against: [...new Set(mine.filter(({ day, shift }) => !mayBe(one, day, shift)).map(({ day }) => day))],
  };
}

/** Hours times cost of everybody. @param {Person[]} staff @param {Days} days */
export function costOf(staff, days) {
  const rates = new Map(staff.map((one) => [one.manager, one.cost]));
  return Object.values(days)
    .flat()
    .reduce((sum, shift) => sum + hoursOf([shift]) * (rates.get(shift.manager) ?? 1), 0);
}

/** The days of a plan as the draft has days. @param {any} plan @param {"present" | "proposed"} which @returns {Days} */
export function daysOf(plan, which) {
  return Object.fromEntries(plan.days.map((/** @type {any} */ day) => [day.day, day[which].shifts]));
}

/** Whom these days give more hours or days than they may, or others. @param {Person[]} staff @param {Days} days @returns {string[]} */
export function beyondWhatTheyMay(staff, days) {
  return staff.filter((one) => ((tally) => tally.over || tally.against.length > 0)(tallyOf(one, days))).map((one) => one.manager);
}

/** With one row changed. @param {Person[]} staff @param {string} manager @param {Partial<Person>} part @returns {Person[]} */
export function withPart(staff, manager, part) {
  return staff.map((one) => (one.manager === manager ? { ...one, ...part } : one));
}

/**
 * What is entered here over what somebody else has kept meanwhile: where nothing was entered, theirs holds.
 * @template {{break_minutes: number, staff: Person[]}} People
 * @param {{break_minutes: number, staff: Person[]}} base what both began with @param {People} mine @param {People} theirs
 * @returns {People}
 */
export function merged(base, mine, theirs) {
  const rowsOf = (/** @type {Person[]} */ staff) => new Map(staff.map((one) => [one.manager, /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (one))]));
  const [were, entered] = [rowsOf(base.staff), rowsOf(mine.staff)];
  const staff = theirs.staff.map((one) => {
    const [before, now] = [were.get(one.manager) ?? {}, entered.get(one.manager) ?? {}];
    const touched = Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]));
    return /** @type {Person} */ ({ ...one, ...Object.fromEntries(touched) });
  });
  return { ...theirs, staff, break_minutes: mine.break_minutes === base.break_minutes ? theirs.break_minutes : mine.break_minutes };
}

/** A weekday or a date put in or taken out. @param {string[]} off @param {string} name */
export function turned(off, name) {
  return off.includes(name) ? off.filter((one) => one !== name) : [...off, name];
}

/** What nobody can work: hours that are no number, a span that ends before it begins. @param {Person[]} staff @returns {string | null} the manager */
export function unfit(staff) {
  const wrong = staff.find((one) => {
    const [from, to] = one.wishes ? spanOf(one.wishes) : [0, 1];
    const times = one.not_before && one.not_after ? minutesOf(one.not_before) < minutesOf(one.not_after) : true;
    return !(one.hours_week > 0 && one.hours_week <= 80 && one.days_week >= 1 && one.days_week <= 7 && one.cost > 0 && from < to && times && one.lengths_h.length > 0);
  });
  return wrong?.manager ?? null;
}
