// What is changed by hand and not yet published, day by day, and the way back. Knows no page.

/** @typedef {import("./spanning.js").Shift} Shift */
/** @typedef {Record<string, Shift[]>} Days shifts by day */
/** @typedef {{days: Days, past: Days[], future: Days[], gesture: unknown}} Draft */
/** @typedef {{day: string, version: number, hours: string | null, published_at: string | null, published_by: string | null, shifts: Shift[]}} PublishedDay */

/** So many steps back. */
const MOST_STEPS = 200;

/** @type {Draft} */
export const UNTOUCHED = { days: {}, past: [], future: [], gesture: null };

/**
 * The draft with other shifts on some days: one step back, however many moves a gesture had.
 * @param {Draft} draft
 * @param {Days} days
 * @param {unknown} [gesture] the same thing for all moves of one drag
 * @returns {Draft}
 */
export function changed(draft, days, gesture = null) {
  const goesOn = gesture !== null && gesture === draft.gesture;
  const past = goesOn ? draft.past : [...draft.past, draft.days].slice(-MOST_STEPS);
  return { days: { ...draft.days, ...days }, past, future: [], gesture };
}

/**
 * The draft with a plan's shifts on the days that nobody has touched or published by now: making it takes a while.
 * @param {Draft} draft
 * @param {{day: string, proposed: {shifts: Shift[]}}[]} plan
 * @param {PublishedDay[]} published
 * @returns {Draft}
 */
export function planned(draft, plan, published) {
  const open = plan.filter(({ day }) => draft.days[day] === undefined && published.some((one) => one.day === day && one.version === 0));
  return open.length > 0 ? changed(draft, Object.fromEntries(open.map(({ day, proposed }) => [day, proposed.shifts]))) : draft;
}

/** @param {Draft} draft @returns {Draft} */
export function undone(draft) {
  const before = draft.past.at(-1);
  if (before === undefined) return draft;
  return { days: before, past: draft.past.slice(0, -1), future: [draft.days, ...draft.future], gesture: null };
}

/** @param {Draft} draft @returns {Draft} */
export function redone(draft) {
  const [next, ...future] = draft.future;
  if (next === undefined) return draft;
  return { days: next, past: [...draft.past, draft.days], future, gesture: null };
}

/**
 * What was found of a day's shifts, as long as they stand there: not of others that were entered while they were tried.
 * @param {Record<string, {shifts: Shift[], text: string}>} tried by day
 * @param {Draft} draft
 * @param {PublishedDay} day
 */
export function levelOf(tried, draft, day) {
  const found = tried[day.day];
  return found && same(found.shifts, shiftsOn(draft, day)) ? found.text : "";
}

/** What stands on a day: the draft's, else what is published. @param {Draft} draft @param {PublishedDay} day @returns {Shift[]} */
export function shiftsOn(draft, day) {
  return draft.days[day.day] ?? day.shifts;
}

/**
 * Days whose shifts are not what is published.
 * @template {PublishedDay} T
 * @param {Draft} draft
 * @param {T[]} published
 * @returns {T[]}
 */
export function unsavedDays(draft, published) {
  return published.filter((day) => draft.days[day.day] !== undefined && !same(draft.days[day.day], day.shifts));
}

/**
 * The draft after it was published: what was entered meanwhile stays, and no step goes back over what is out.
 * @param {Draft} draft
 * @param {PublishedDay[]} published
 * @returns {Draft}
 */
export function settled(draft, published) {
  return { ...UNTOUCHED, days: Object.fromEntries(unsavedDays(draft, published).map(({ day }) => [day, /** @type {Shift[]} */ (draft.days[day])])) };
}

/** Whether two rosters say the same, in whatever order. @param {Shift[]} one @param {Shift[]} other */
export function same(one, other) {
  const words = (/** @type {Shift[]} */ shifts) => shifts.map((shift) => JSON.stringify(bodyOf(shift))).sort().join();
  return words(one) === words(other);
}

/** A shift as the API takes it. @param {Shift} shift @returns {Shift} */
export function bodyOf({ manager, desk, begins, ends, breaks }) {
  return { manager, desk: desk ?? null, begins, ends, breaks };
}
