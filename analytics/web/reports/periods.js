// Days, weeks, months and quarters as the reports' addresses write them, from what a person picks. Pure.

const DAY_MS = 86_400_000;

/** The spans of the kinds of report. */
export const SPANS = /** @type {Record<string, "day" | "week" | "month" | "quarter">} */ ({ brief: "day", bulletin: "week", monthly: "month", quarterly: "quarter", ranking: "quarter" });

/** @param {Date} date a moment; its UTC date is meant @returns {string} `2026-03-02` */
export function isoDay(date) {
  return date.toISOString().slice(0, 10);
}

/** Today by the offices' own clocks: where it is latest, that day has begun. @param {{timezone: string}[]} offices @param {number} at @returns {string} */
export function todayOf(offices, at) {
  return daysOf(offices, at).at(-1) ?? isoDay(new Date(at));
}

/** The day that still goes on where it is earliest: what was before it is over in every one of the offices. @param {{timezone: string}[]} offices @param {number} at @returns {string} */
export function stillOpenOf(offices, at) {
  return daysOf(offices, at)[0] ?? isoDay(new Date(at));
}

/** @param {{timezone: string}[]} offices @param {number} at @returns {string[]} the offices' days, the earliest first */
function daysOf(offices, at) {
  return offices.map((one) => new Intl.DateTimeFormat("en-CA", { timeZone: one.timezone, year: "numeric", month: "2-digit", day: "2-digit" }).format(at)).sort();
}

/**
 * The offices that a report is about.
 * @template {{id: string, territory?: string | null}} T
 * @param {string} about `office:klin`, `territory:north` or `company` @param {T[]} offices @returns {T[]}
 */
export function officesOf(about, offices) {
  const [what, id] = about.split(":");
  return what === "company" ? offices : offices.filter((one) => (what === "office" ? one.id : one.territory) === id);
}

/** @param {string} day @param {number} days @returns {string} so many days before it */
export function daysBefore(day, days) {
  return isoDay(new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS));
}

/**
 * The ISO week of a day: weeks begin on Monday, the first one has the year's first Thursday.
 * @param {string} day @returns {string} `2026-W10`
 */
export function weekOf(day) {
  const date = new Date(`${day}T00:00:00Z`);
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * DAY_MS);
  const yearBegins = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  const week = Math.floor((thursday.getTime() - yearBegins) / DAY_MS / 7) + 1;
  return `${thursday.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
}

/** @param {string} day @returns {string} `2026Q1` */
export function quarterOf(day) {
  return `${day.slice(0, 4)}Q${Math.floor((Number(day.slice(5, 7)) + 2) / 3)}`;
}

/**
 * The last quarters that have begun, the newest first.
 * @param {string} day today @param {number} count @returns {string[]}
 */
export function lastQuarters(day, count) {
  const index = Number(day.slice(0, 4)) * 4 + Math.floor((Number(day.slice(5, 7)) - 1) / 3);
  return Array.from({ length: count }, (_, back) => `${Math.floor((index - back) / 4)}Q${((index - back) % 4) + 1}`);
}

/**
 * What is asked for when nobody has picked anything: yesterday, the week, month or quarter before.
 * @param {"day" | "week" | "month" | "quarter"} span @param {string} today the day that still goes on @returns {string}
 */
export function usualPeriod(span, today) {
  if (span === "day") return daysBefore(today, 1);
  if (span === "week") return weekOf(daysBefore(today, 7));
  if (span === "month") return isoDay(new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1, 0))).slice(0, 7);
  return /** @type {string} */ (lastQuarters(today, 2)[1]);
}

/**
 * The period that holds a picked day.
 * @param {"day" | "week" | "month" | "quarter"} span @param {string} day @returns {string}
 */
export function periodOf(span, day) {
  return { day, week: weekOf(day), month: day.slice(0, 7), quarter: quarterOf(day) }[span];
}

/**
 * A report's address.
 * @param {{kind: string, period: string, office?: string | null, territory?: string | null, format: string, language: string}} wanted
 * @returns {string}
 */
export function addressOf({ kind, period, office, territory, format, language }) {
  const words = new URLSearchParams({ period, format, language });
  if (office) words.set("office", office);
  if (territory) words.set("territory", territory);
  return `/api/v1/reports/documents/${kind}?${words}`;
}
