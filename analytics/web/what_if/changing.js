// What differs from the day as it is, as the API takes it and in words. Knows no page.

/** @typedef {Record<string, string>} Names */
/** @typedef {{id: string, name: string, topics: Record<string, string>}} Manager */
/**
 * @typedef {{day: string, hours: string | null, from_history: boolean, goal: number, policy: string, desks: string[], topics: {id: string, name: Names}[],
 *   managers: Manager[], scenario: {demand: any, service: any, shift: Shift[]}}} Day
 */
/** @typedef {{manager: string, desk?: string | null, begins?: string, ends?: string, breaks?: string[]}} Shift */
/** @typedef {{works: boolean, from: string, to: string, topics: Record<string, string>}} Person */
/** @typedef {{visits: number, opens: string, closes: string, policy: string, people: Record<string, Person>}} Form */
/** @typedef {{text: string, args: Record<string, any>}} Said */

const USUAL_HOURS = "09:00-18:00";

/**
 * The form as the day is.
 * @param {Day} day
 * @returns {Form}
 */
export function formOf(day) {
  const [opens, closes] = (day.hours ?? USUAL_HOURS).split("-");
  const shifts = shiftsOf(day);
  return {
    visits: Math.max(1, Math.round(day.scenario.demand.visits)),
    opens,
    closes,
    policy: day.policy,
    people: Object.fromEntries(
      day.managers.map((one) => {
        const shift = shifts.get(one.id);
        return [one.id, { works: shift !== undefined, from: shift?.begins ?? opens, to: shift?.ends ?? closes, topics: { ...one.topics } }];
      }),
    ),
  };
}

/**
 * The form with other hours: whoever worked from opening to closing still does.
 * @param {Form} form
 * @param {string} opens
 * @param {string} closes
 * @returns {Form}
 */
export function withHours(form, opens, closes) {
  const people = Object.fromEntries(
    Object.entries(form.people).map(([id, one]) => [
      id,
      { ...one, from: one.from === form.opens ? opens : one.from, to: one.to === form.closes ? closes : one.to },
    ]),
  );
  return { ...form, opens, closes, people };
}

/**
 * A form as a scenario's day.
 * @param {Day} day
 * @param {Form} form
 */
export function scenarioOf(day, form) {
  const working = Object.entries(form.people).filter(([, one]) => one.works);
  const skills = Object.fromEntries(
    day.managers.filter((one) => !sameTopics(one.topics, form.people[one.id].topics)).map((one) => [one.id, form.people[one.id].topics]),
  );
  return {
    hours: `${form.opens}-${form.closes}`,
    policy: form.policy,
    demand: { ...day.scenario.demand, visits: form.visits },
    service: day.scenario.service,
    shift: working.map(([manager, one]) => ({
      manager,
      ...(one.from === form.opens ? {} : { begins: one.from }),
      ...(one.to === form.closes ? {} : { ends: one.to }),
      ...restsOf(day, manager, one),
    })),
    ...(Object.keys(skills).length > 0 ? { skills } : {}),
    ...(working.length === 0 ? { without: day.scenario.shift.map((shift) => shift.manager) } : {}), // no shift at all means the usual ones
  };
}

/**
 * What `form` changes, as messages.
 * @param {Day} day
 * @param {Form} form
 * @returns {Said[]}
 */
export function changesOf(day, form) {
  const before = formOf(day);
  /** @type {Said[]} */
  const said = [];
  if (form.visits !== before.visits) said.push({ text: "what-if-changed-visits", args: { visits: form.visits } });
  if (form.opens !== before.opens || form.closes !== before.closes)
    said.push({ text: "what-if-changed-hours", args: { opens: form.opens, closes: form.closes } });
  if (form.policy !== before.policy) said.push({ text: `what-if-policy-${form.policy}`, args: {} });
  for (const one of day.managers) {
    const now = form.people[one.id];
    const was = before.people[one.id];
    if (now.works !== was.works) said.push({ text: now.works ? "what-if-changed-on" : "what-if-changed-off", args: { name: one.name } });
    const usual = was.works ? was : { from: form.opens, to: form.closes };
    if (now.works && (now.from !== usual.from || now.to !== usual.to) && (now.from !== form.opens || now.to !== form.closes))
      said.push({ text: "what-if-changed-shift", args: { name: one.name, from: now.from, to: now.to } });
    if (now.works && !sameTopics(now.topics, one.topics)) said.push({ text: "what-if-changed-skills", args: { name: one.name } });
  }
  return said;
}

/**
 * The day's shift of each manager; what lies between two of somebody's shifts is a break.
 * @param {Day} day
 */
function shiftsOf(day) {
  /** @type {Map<string, Shift>} */
  const found = new Map();
  for (const shift of day.scenario.shift) {
    const before = found.get(shift.manager);
    const breaks = [...(before?.breaks ?? []), ...(before?.ends ? [`${before.ends}-${shift.begins}`] : []), ...(shift.breaks ?? [])];
    found.set(shift.manager, { ...shift, begins: before ? before.begins : shift.begins, breaks });
  }
  return found;
}

/** The breaks of a scheduled shift, as far as they lie within the hours it has now. @param {Day} day @param {string} manager @param {Person} one */
function restsOf(day, manager, one) {
  const written = shiftsOf(day).get(manager)?.breaks ?? [];
  const breaks = written.filter((span) => span.split("-")[0] >= one.from && span.split("-")[1] <= one.to);
  return breaks.length > 0 ? { breaks } : {};
}

/** @param {Record<string, string>} one @param {Record<string, string>} other */
function sameTopics(one, other) {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}
