// A day's answer as columns for charts and cells for the map. Pure: no page, no clock.

/** @typedef {{begin: string, issued: number, service_level: number | null}} HalfHour */

/**
 * Places of half-hours, issued today (null where the day has not come so far), the same where it has come in some of several
 * offices only, issued usually.
 * @param {any} day
 * @returns {[number[], (number | null)[], (number | null)[], (number | null)[]]}
 */
export function arrivalsData(day) {
  const last = day.half_hours.findLastIndex((/** @type {any} */ one) => one.issued > 0);
  const column = (/** @type {(one: any, place: number) => number | null} */ of) => day.half_hours.map(of);
  return [
    column((_, place) => place),
    column((one, place) => (place <= last && !somewhere(day, one) ? one.issued : null)),
    column((one, place) => (place <= last && somewhere(day, one) ? one.issued : null)),
    column((one) => one.usual_issued),
  ];
}

/** Whether it is this time of the day already in some of several offices, and not in all. @param {any} day @param {any} one */
function somewhere(day, one) {
  return day.timezones > 1 && one.reached < day.offices;
}

/** How far a zone is from UTC at a moment: UTC+3. @param {string} timezone @param {string | number} at */
export function offsetOf(timezone, at) {
  const parts = new Intl.DateTimeFormat("en", { timeZone: timezone, timeZoneName: "shortOffset" }).formatToParts(new Date(at));
  return (parts.find((part) => part.type === "timeZoneName")?.value ?? "").replace("GMT", "UTC");
}

/**
 * Seconds since 1970, desks serving, desks open, people waiting: in the order of drawing, so that no area hides a line.
 * @param {any} day
 * @returns {[number[], number[], number[], number[]]}
 */
export function curveData(day) {
  const column = (/** @type {(point: any) => number} */ of) => day.curve.map(of);
  return [column((point) => Date.parse(point.at) / 1000), column((point) => point.serving), column((point) => point.desks_open), column((point) => point.waiting)];
}

/**
 * The days as rows over the half-hours from the earliest to the latest with anybody in them; the newest day first.
 * @param {{day: string, half_hours: HalfHour[]}[]} days
 * @returns {{columns: string[], rows: {day: string, cells: (HalfHour | null)[]}[]}}
 */
export function mapOf(days) {
  const begins = days.flatMap((one) => one.half_hours.map((half) => slotOf(half.begin)));
  if (begins.length === 0) return { columns: [], rows: [] };
  const [first, last] = [Math.min(...begins), Math.max(...begins)];
  const columns = Array.from({ length: last - first + 1 }, (_, place) => nameOf(first + place));
  const rows = days.map((one) => {
    const found = new Map(one.half_hours.map((half) => [half.begin, half]));
    return { day: one.day, cells: columns.map((begin) => found.get(begin) ?? null) };
  });
  return { columns, rows: rows.reverse() };
}

/**
 * How much of the promise a half-hour broke: kept, below the goal, three times what the goal allows, most of it.
 * @param {HalfHour | null} cell
 * @param {number} goal
 * @returns {"none" | "kept" | "below" | "far" | "most"}
 */
export function lateness(cell, goal) {
  if (!cell || cell.service_level === null) return "none";
  const late = 1 - cell.service_level;
  if (late > 0.5) return "most";
  if (late > 3 * (1 - goal) + 1e-9) return "far";
  return cell.service_level < goal ? "below" : "kept";
}

/** @param {string} begin HH:MM */
function slotOf(begin) {
  return Number(begin.slice(0, 2)) * 2 + (begin.endsWith("30") ? 1 : 0);
}

/** @param {number} slot */
function nameOf(slot) {
  return `${String(Math.floor(slot / 2)).padStart(2, "0")}:${slot % 2 ? "30" : "00"}`;
}
