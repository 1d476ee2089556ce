// Which call has the large place and in what order the others stand. Pure: rows in, rows out.

/** @typedef {import("./announcements.js").Call} Call */
/** @typedef {import("./announcements.js").Turn} Turn */

/**
 * The large place belongs to the call being announced; between announcements to the newest that is still awaited, else to the last.
 * Below it those still awaited come first: they are who the board is for. Within each group the newest is on top.
 * @param {readonly Call[]} calls
 * @param {Turn | null} turn
 * @returns {{first: Call | null, others: Call[]}}
 */
export function ordered(calls, turn) {
  const sorted = [...calls].sort(
    (a, b) => Number(b.state === "called") - Number(a.state === "called") || (a.announced_at < b.announced_at ? 1 : a.announced_at > b.announced_at ? -1 : 0),
  );
  const announced = turn === null || turn.announcement.missed.length > 0 ? undefined : sorted.find((call) => call.number === turn.announcement.number);
  const first = announced ?? sorted[0] ?? null;
  return { first, others: sorted.filter((call) => call !== first) };
}

/**
 * Cut the others into pages of at most `places`, about equally long. Everybody still awaited is on some page; past calls only fill
 * the last one, they are not worth a change of page.
 * @param {readonly Call[]} others in the order of `ordered`
 * @param {number} places
 * @returns {Call[][]} at least one page
 */
export function pages(others, places) {
  if (places < 1) return [[]];
  const awaited = others.filter((call) => call.state === "called").length;
  const count = Math.max(1, Math.ceil(awaited / places));
  const each = count === 1 ? places : Math.ceil(awaited / count);
  return Array.from({ length: count }, (_, page) => others.slice(page * each, page === count - 1 ? page * each + places : (page + 1) * each));
}
