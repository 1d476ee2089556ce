// What differs from the day as it is, as the API takes it and in words. Knows no page.

import { inLine } from "/assets/web/i18n.js";

/** @typedef {Record<string, string>} Names */
/** @typedef {{id: string, name: string, topics: Record<string, string>}} Manager */
/**
 * @typedef {{day: string, hours: string | null, from_history: boolean, goal: number, policy: string, desks: string[], topics: {id: string, name: Names}[],
 *   managers: Manager[], scenario: {demand: any, service: any, shift: Shift[]}}} Day
 */
/** @typedef {{manager: string, desk?: string | null, begins?: string, ends?: string, breaks?: string[]}} Shift */
/** @typedef {{works: boolean, from: string, to: string, desk: string, breaks: string[], topics: Record<string, string>}} Person `desk` is "" for any */
/**
 * @typedef {{visits: number, topics: Record<string, number>, opens: string, closes: string, policy: string, desks: string[], people: Record<string, Person>}} Form
 *   `topics`: visitors of those that were set by hand
 */
/** @typedef {{text: string, args: Record<string, any>}} Said */

const USUAL_HOURS = "09:00-18:00";
/** As a field of time has it. Where something ends, it is the day's end. */
const MIDNIGHT = "00:00";

/** An end as it compares with other moments of the day, and as it is read. @param {string} at */
export function endOf(at) {
  return at === MIDNIGHT ? "24:00" : at;
}

/** Whether hours run past the next midnight: only the part before it is tried. @param {string | null} hours */
export function pastMidnight(hours) {
  const [opens, closes] = (hours ?? USUAL_HOURS).split("-");
  return endOf(closes) <= opens;
}

/** An end as a field of time can show it. @param {string} at */
function fieldOf(at) {
  return at === "24:00" ? MIDNIGHT : at;
}

/**
 * The form as the day is.
 * @param {Day} day
 * @returns {Form}
 */
export function formOf(day) {
  const [opens, ends] = (day.hours ?? USUAL_HOURS).split("-");
  const closes = pastMidnight(day.hours) ? MIDNIGHT : fieldOf(ends);
  const shifts = shiftsOf(day);
  return {
    visits: Math.max(1, Math.round(day.scenario.demand.visits)),
    topics: {},
    opens,
    closes,
    policy: day.policy,
    desks: day.desks,
    people: Object.fromEntries(
      day.managers.map((one) => {
        const shift = shifts.get(one.id);
        return [one.id, { works: shift !== undefined, from: shift?.begins ?? opens, to: fieldOf(shift?.ends ?? closes), desk: shift?.desk ?? "", breaks: (shift?.breaks ?? []).map((rest) => rest.replace("-24:00", `-${MIDNIGHT}`)), topics: { ...one.topics } }];
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

/** The form with other desks: whoever sat at one that is gone may sit anywhere. @param {Form} form @param {string[]} desks @returns {Form} */
export function withDesks(form, desks) {
  const people = Object.fromEntries(Object.entries(form.people).map(([id, one]) => [id, { ...one, desk: desks.includes(one.desk) ? one.desk : "" }]));
  return { ...form, desks, people };
}

/** The number of a desk more. @param {string[]} desks */
export function nextDesk(desks) {
  return String(Math.max(0, ...desks.map((desk) => Number.parseInt(desk, 10) || 0)) + 1);
}

/** Visitors of a topic as the form has it: those set by hand, else its share. @param {Day} day @param {Form} form @param {string} topic */
export function visitsFor(day, form, topic) {
  const weights = /** @type {Record<string, number>} */ (day.scenario.demand.topics ?? {});
  const all = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
  const share = all > 0 ? (weights[topic] ?? 0) / all : 1 / Math.max(1, day.topics.length);
  return form.topics[topic] ?? form.visits * share;
}

/** All visitors of the form. @param {Day} day @param {Form} form */
export function visitsIn(day, form) {
  return Object.keys(form.topics).length === 0 ? form.visits : day.topics.reduce((sum, topic) => sum + visitsFor(day, form, topic.id), 0);
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
    ...(sameList(form.desks, day.desks) ? {} : { desks: form.desks }),
    demand: { ...day.scenario.demand, visits: form.visits, ...(Object.keys(form.topics).length > 0 ? { by_topic: form.topics } : {}) },
    service: day.scenario.service,
    shift: working.map(([manager, one]) => ({
      manager,
      ...(one.from === form.opens ? {} : { begins: one.from }),
      ...(one.to === form.closes ? {} : { ends: one.to }),
      ...(one.desk ? { desk: one.desk } : {}),
      ...restsOf(one),
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
    said.push({ text: "what-if-changed-hours", args: { opens: form.opens, closes: endOf(form.closes) } });
  if (form.policy !== before.policy) said.push({ text: `what-if-policy-${form.policy}`, args: {} });
  for (const [topic, visits] of Object.entries(form.topics)) said.push({ text: "what-if-changed-topic", args: { topic: day.topics.find((one) => one.id === topic)?.name ?? topic, visits } });
  if (!sameList(form.desks, day.desks)) said.push({ text: "what-if-changed-desks", args: { desks: inLine(form.desks), count: form.desks.length } });
  for (const one of day.managers) {
    const now = form.people[one.id];
    const was = before.people[one.id];
    if (now.works !== was.works) said.push({ text: now.works ? "what-if-changed-on" : "what-if-changed-off", args: { name: one.name } });
    const usual = was.works ? was : { from: form.opens, to: form.closes };
    if (now.works && (now.from !== usual.from || now.to !== usual.to) && (now.from !== form.opens || now.to !== form.closes))
      said.push({ text: "what-if-changed-shift", args: { name: one.name, from: now.from, to: endOf(now.to) } });
    if (now.works && now.desk !== was.desk) said.push(now.desk ? { text: "what-if-changed-desk", args: { name: one.name, desk: now.desk } } : { text: "what-if-changed-any-desk", args: { name: one.name } });
    if (now.works && was.works && !sameList([...now.breaks].sort(), [...was.breaks].sort()))
      said.push({ text: now.breaks.length > 0 ? "what-if-changed-breaks" : "what-if-changed-no-breaks", args: { name: one.name, breaks: inLine(now.breaks.map(dashed)) } });
    else if (now.works && !was.works && now.breaks.length > 0) said.push({ text: "what-if-changed-breaks", args: { name: one.name, breaks: inLine(now.breaks.map(dashed)) } });
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

/** The breaks, as far as they lie within the hours that there are now. @param {Person} one */
function restsOf(one) {
  const breaks = one.breaks.filter((span) => span.split("-")[0] >= one.from && endOf(span.split("-")[1]) <= endOf(one.to)).sort();
  return breaks.length > 0 ? { breaks } : {};
}

/** @param {string[]} one @param {string[]} other */
function sameList(one, other) {
  return one.length === other.length && one.every((item, place) => item === other[place]);
}

/** @param {Record<string, string>} one @param {Record<string, string>} other */
function sameTopics(one, other) {
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => one[key] === other[key]);
}

/** @param {string} span */
export function dashed(span) {
  return span.replace("-", "–");
}
