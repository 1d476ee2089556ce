// The cells of a calendar: what this place says of a day, what holds without it, and what was entered. Pure: no page, no clock.

/** @typedef {"office" | "territory" | "all"} Place */
/** @typedef {{day: string, hours: string | null, values: Record<string, Partial<Record<Place, number>>>}} CalendarDay */
/** @typedef {{office: string, territory: string | null, columns: string[], versions: Partial<Record<Place, string>>, may_keep: Place[], days: CalendarDay[]}} Calendar */
/** @typedef {Record<string, Record<string, number | null>>} Edits by day and name; null takes out */

export const BILLING = "billing";
/** @type {Place[]} the nearest last: it holds */
const PLACES = ["all", "territory", "office"];
const COLUMN = /^[\p{L}\p{N}_][\p{L}\p{N}_ .%°/-]{0,63}$/u;

/** What the place itself says, with what was entered. @param {CalendarDay} day @param {string} name @param {Place} place @param {Edits} edits @returns {number | null} */
export function own(day, name, place, edits) {
  const entered = edits[day.day]?.[name];
  return entered === undefined ? (day.values[name]?.[place] ?? null) : entered;
}

/** What holds where the place says nothing, and whose word that is. @param {CalendarDay} day @param {string} name @param {Place} place */
export function beyond(day, name, place) {
  const of = PLACES.slice(0, PLACES.indexOf(place)).findLast((one) => day.values[name]?.[one] !== undefined);
  return of === undefined ? null : { of, value: /** @type {number} */ (day.values[name][of]) };
}

/** With one cell entered; one that is as it was kept is none. @param {Edits} edits @param {CalendarDay} day @param {string} name @param {Place} place @param {number | null} value @returns {Edits} */
export function entered(edits, day, name, place, value) {
  const cells = { ...edits[day.day], [name]: value };
  if (value === (day.values[name]?.[place] ?? null)) delete cells[name];
  const next = { ...edits, [day.day]: cells };
  if (Object.keys(cells).length === 0) delete next[day.day];
  return next;
}

/** A yes or no turned: said only where it is not so anyway. @param {CalendarDay} day @param {string} name @param {Place} place @param {Edits} edits @returns {number | null} */
export function turned(day, name, place, edits) {
  const without = (beyond(day, name, place)?.value ?? 0) > 0;
  const now = (own(day, name, place, edits) ?? (without ? 1 : 0)) > 0;
  if (now === without) return now ? 0 : 1;
  return null;
}

/** Names shown: bills come first, then those that are kept, then those added here. @param {string[]} kept @param {string[]} added */
export function columnsOf(kept, added) {
  return [...new Set([BILLING, ...kept, ...added])];
}

/** Whether a column can be called so. @param {string} name @param {string[]} columns */
export function fits(name, columns) {
  return COLUMN.test(name) && name !== "date" && !columns.includes(name);
}

/** What is sent. @param {Calendar} calendar @param {Place} place @param {Edits} edits */
export function bodyOf(calendar, place, edits) {
  const days = Object.entries(edits).map(([day, values]) => ({ day, values }));
  return { place, version: calendar.versions[place] ?? "0", days };
}
