// Topics as a visitor walks through them. Pure: rows of the kiosk's view in, what to draw out. No words, no DOM.

import { overAll } from "/assets/web/waiting.js";

/** @typedef {import("/assets/web/waiting.js").ExpectedWait} ExpectedWait */
/** @typedef {import("/assets/web/i18n.js").Names} Names */
/**
 * @typedef {{id: string, parent: string | null, name: Names, bring: Names, state: "open" | "suspended" | "unavailable" | "heading",
 *   reason: string | null, waiting: number, desks: number, expected_wait: ExpectedWait | null}} Topic
 */

/** More would have to be read, not seen. */
export const TOPICS_A_SCREEN = 6;

/**
 * The topics under a heading (null: at the top), in the organisation's order. A heading under which nothing is served is left out, and so
 * is a topic that this office has no manager for: a dead end is no choice.
 * @param {readonly Topic[]} topics
 * @param {string | null} heading
 * @returns {Topic[]}
 */
export function under(topics, heading) {
  const known = new Set(topics.map((topic) => topic.id));
  const top = (/** @type {Topic} */ topic) => (topic.parent !== null && known.has(topic.parent) ? topic.parent : null);
  return topics.filter((topic) => top(topic) === heading && offered(topics, topic));
}

/**
 * Where the top has one heading only, its topics are the top: a screen with one button asks nothing.
 * @param {readonly Topic[]} topics
 * @returns {Topic[]}
 */
export function atTheTop(topics) {
  let shown = under(topics, null);
  while (shown.length === 1 && shown[0]?.state === "heading") shown = under(topics, shown[0].id);
  return shown;
}

/**
 * One screenful, and how many there are. Where there is more than one, the last place is kept for the way to the next.
 * @template T
 * @param {readonly T[]} all
 * @param {number} page from 0; one that no longer exists is the last
 * @param {number} [most] on one screen
 * @returns {{shown: T[], page: number, pages: number}}
 */
export function screenful(all, page, most = TOPICS_A_SCREEN) {
  const places = all.length > most ? most - 1 : most;
  const pages = Math.max(1, Math.ceil(all.length / places));
  const here = Math.min(Math.max(0, page), pages - 1);
  return { shown: all.slice(here * places, (here + 1) * places), page: here, pages };
}

/**
 * The expected wait of a topic; of a heading, the range over all that can be taken under it.
 * @param {readonly Topic[]} topics
 * @param {Topic} topic
 * @returns {ExpectedWait | null}
 */
export function expectedWait(topics, topic) {
  if (topic.state !== "heading") return topic.expected_wait;
  return overAll(leaves(topics, topic).map((leaf) => (leaf.state === "open" ? leaf.expected_wait : null)));
}

/**
 * Whether a touch leads anywhere: a heading while something under it can be taken, a topic while it is not suspended.
 * @param {readonly Topic[]} topics
 * @param {Topic} topic
 */
export function canBeChosen(topics, topic) {
  return leaves(topics, topic).some((leaf) => leaf.state === "open");
}

/**
 * @param {readonly Topic[]} topics
 * @param {Topic} topic
 * @returns {Topic[]} the served topics below, or the topic itself
 */
function leaves(topics, topic) {
  if (topic.state !== "heading") return [topic];
  return topics.filter((one) => one.parent === topic.id).flatMap((one) => leaves(topics, one));
}

/** @param {readonly Topic[]} topics @param {Topic} topic */
function offered(topics, topic) {
  return leaves(topics, topic).some((leaf) => leaf.state !== "unavailable");
}
