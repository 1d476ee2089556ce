// By topic: how many who know it are there, against how many must be; half-hours with too few are ink, and said.

import { html } from "/assets/web/html.js";
import { inLine, named, number, t } from "/assets/web/i18n.js";
import { Icon } from "/assets/web/components.js";
import { coverage, missing, stretches } from "./spanning.js";

/** @typedef {import("./spanning.js").Shift} Shift */

/**
 * Topics that anybody is needed for, with the desks that know them.
 * @param {Shift[]} shifts
 * @param {any} need as the API tells it
 */
export function topicsOf(shifts, need) {
  const knows = new Map(need.managers.map((/** @type {any} */ one) => [one.id, new Set(one.topics)]));
  return need.topics
    .map((/** @type {any} */ topic) => {
      const halfHours = need.half_hours.map((/** @type {any} */ row) => ({ from: row.from, need: row.need_by_topic[topic.id] ?? 0 }));
      const covered = coverage(shifts.filter((shift) => knows.get(shift.manager)?.has(topic.id)), halfHours);
      return { id: topic.id, name: topic.name, halfHours, covered, short: missing(covered, halfHours) };
    })
    .filter((/** @type {any} */ one) => one.halfHours.some((/** @type {any} */ row) => row.need > 0));
}

/** @param {{shifts: Shift[], need: any}} props */
export function TopicCoverage({ shifts, need }) {
  const topics = topicsOf(shifts, need);
  const short = topics.filter((/** @type {any} */ one) => one.short.length > 0).length;
  if (topics.length === 0) return null;
  return html`<details class="roster__topics" open>
    <summary>${t("roster-by-topic")}<span class="count">${short > 0 ? t("roster-topics-short", { count: short }) : t("roster-topics-enough")}</span></summary>
    <ul>${topics.map((/** @type {any} */ one) => html`<li key=${one.id} class="roster__topic" data-topic=${one.id} data-short=${one.short.length > 0 ? "true" : undefined}>
      <div class="roster__topic-name"><b>${named(one.name)}</b>
        <small>${one.short.length > 0 ? html`<${Icon} name="triangle-alert" />${t("roster-missing", { times: inLine(stretches(one.short)) })}` : t("roster-enough-of-topic")}</small></div>
      <div class="roster__cells" aria-hidden="true">${one.halfHours.map((/** @type {any} */ row, /** @type {number} */ index) => html`<span key=${row.from}
        class=${row.need === 0 ? "none" : one.short.includes(row.from) ? "short" : ""} title=${`${row.from}: ${number(one.covered[index], { maximumFractionDigits: 1 })} / ${row.need}`}></span>`)}</div>
    </li>`)}</ul>
  </details>`;
}
