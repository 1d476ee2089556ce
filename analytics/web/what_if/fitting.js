// What of a form cannot be simulated, as messages; nothing is sent while there is any. Knows no page.

import { dashed, endOf, visitsFor } from "./changing.js";

/** @typedef {import("./changing.js").Day} Day */
/** @typedef {import("./changing.js").Form} Form */
/** @typedef {import("./changing.js").Said} Said */

/**
 * @param {Day} day
 * @param {Form} form
 * @returns {Said[]}
 */
export function wrongsOf(day, form) {
  if (endOf(form.closes) <= form.opens) return [{ text: "what-if-wrong-hours", args: {} }];
  const working = day.managers.filter((one) => form.people[one.id].works).map((one) => ({ name: one.name, ...form.people[one.id] }));
  if (working.length === 0) return [{ text: "what-if-wrong-nobody", args: {} }];
  if (form.desks.length === 0) return [{ text: "what-if-wrong-no-desk", args: {} }];
  const said = working.flatMap((one) => (endOf(one.to) <= one.from ? [{ text: "what-if-wrong-shift", args: { name: one.name } }] : wrongBreaks(one)));
  if (said.length > 0) return said;
  return [...wrongDesks(form, working), ...wrongTopics(day, form, working)];
}

/** @param {{name: string, from: string, to: string, breaks: string[]}} one @returns {Said[]} */
function wrongBreaks(one) {
  const spans = one.breaks.map((span) => span.split("-")).sort(([from], [other]) => from.localeCompare(other));
  const wrong = spans.find(([from, to], place) => from >= endOf(to) || from < one.from || endOf(to) > endOf(one.to) || (place > 0 && from < endOf(spans[place - 1][1])));
  return wrong ? [{ text: "what-if-wrong-break", args: { name: one.name, rest: dashed(wrong.join("-")), from: one.from, to: endOf(one.to) } }] : [];
}

/** Two at one desk, or more at once than there are desks. @param {Form} form @param {{name: string, from: string, to: string, desk: string}[]} working @returns {Said[]} */
function wrongDesks(form, working) {
  for (const [place, one] of working.entries()) {
    const another = working.slice(place + 1).find((other) => one.desk && other.desk === one.desk && one.from < endOf(other.to) && other.from < endOf(one.to));
    if (another) return [{ text: "what-if-wrong-desk", args: { desk: one.desk, name: one.name, another: another.name } }];
  }
  for (const at of working.map((one) => one.from).sort()) {
    const count = working.filter((one) => one.from <= at && at < endOf(one.to)).length;
    if (count > form.desks.length) return [{ text: "what-if-wrong-desks", args: { at, count, desks: form.desks.length } }];
  }
  return [];
}

/** @param {Day} day @param {Form} form @param {{topics: Record<string, string>}[]} working @returns {Said[]} */
function wrongTopics(day, form, working) {
  const asked = day.topics.filter((topic) => visitsFor(day, form, topic.id) > 0);
  if (asked.length === 0 && day.topics.length > 0) return [{ text: "what-if-wrong-no-visits", args: {} }];
  const served = new Set(working.flatMap((one) => Object.keys(one.topics)));
  return asked.filter((topic) => !served.has(topic.id)).map((topic) => ({ text: "what-if-wrong-topic", args: { topic: topic.name } }));
}
