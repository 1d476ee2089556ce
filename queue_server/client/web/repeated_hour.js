// The time that a change of the clocks shows twice: what tells the first from the second is the offset from UTC.

const MINUTE_MS = 60_000;
/** Clocks change at whole quarters of an hour, so all of a quarter is alike. */
const QUARTER_MS = 15 * MINUTE_MS;
/** No two changes of a zone are as near as this, none sets clocks back as far. */
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Quarters that are remembered: some weeks of one zone. */
const MOST_KNOWN = 4_000;

/** @type {Map<string, string>} */
const known = new Map();
/** @type {Map<string | undefined, Intl.DateTimeFormat>} */
const zones = new Map();

/**
 * The offset of a moment whose time of day comes twice, `+03` or `+10:30`; nothing where it comes once.
 * @param {number} ms
 * @param {string | undefined} timezone
 */
export function offsetWhereTwice(ms, timezone) {
  const quarter = Math.floor(ms / QUARTER_MS);
  const key = `${timezone} ${quarter}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  if (known.size >= MOST_KNOWN) known.clear();
  const told = twice(quarter * QUARTER_MS, timezone);
  known.set(key, told);
  return told;
}

/** @param {number} ms @param {string | undefined} timezone */
function twice(ms, timezone) {
  const here = offset(ms, timezone);
  const [before, after] = [offset(ms - DAY_MS, timezone), offset(ms + DAY_MS, timezone)];
  // Clocks are set back by as much as the offset changes: by an hour, on Lord Howe Island half of one, at Troll two.
  const first = after < here && offset(ms + (here - after) * MINUTE_MS, timezone) === after;
  const second = before > here && offset(ms - (before - here) * MINUTE_MS, timezone) === before;
  if (!first && !second) return "";
  const [hours, minutes] = [Math.floor(Math.abs(here) / 60), Math.abs(here) % 60].map((part) => String(part).padStart(2, "0"));
  return `${here < 0 ? "-" : "+"}${hours}${minutes === "00" ? "" : `:${minutes}`}`;
}

/** Minutes ahead of UTC. @param {number} ms @param {string | undefined} timezone */
function offset(ms, timezone) {
  let zone = zones.get(timezone);
  if (zone === undefined) zones.set(timezone, (zone = new Intl.DateTimeFormat("en", { timeZone: timezone, timeZoneName: "longOffset" })));
  const name = zone.formatToParts(ms).find((part) => part.type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? ["", "+", "0", "0"];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
