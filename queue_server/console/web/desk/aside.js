// The right-hand side: how many wait in my topics and how long the longest, who is postponed, who did not come.
// Counts only: nobody in the line has a number here before the call, and nobody ever has a name.

import { Button, Chip, Icon } from "/assets/web/components.js";
import { everySecond, secondsSince, stopwatch } from "/assets/web/clock.js";
import { html } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { nearness, waitText } from "/assets/web/waiting.js";
import { breaches, left_s } from "./clocks.js";
import { OwnShift } from "./own_shift.js";
import { WaitMeter } from "./wait_meter.js";

/** @typedef {import("./work.js").Work} Work */

/** @param {{work: Work}} props */
export function Aside({ work }) {
  const { desk, line, postponed, noShows } = work.view.value;
  const inGrace = noShows.filter((row) => left_s(row.until_at, everySecond.value) > 0);
  return html`<aside class="aside">
    ${work.manager && html`<${OwnShift} office=${work.office} manager=${work.manager} desk=${work.number} doing=${desk?.presence ?? ""} zone=${work.view.value.office?.timezone} />`}
    ${line && desk?.manager && html`<${Line} work=${work} line=${line} />`}
    ${postponed.length > 0 && html`<${Postponed} work=${work} rows=${postponed} />`}
    ${inGrace.length > 0 && html`<${NoShows} work=${work} rows=${inGrace} />`}
  </aside>`;
}

/** @param {{work: Work, line: import("./rows.js").LineRow}} props */
function Line({ work, line }) {
  const { office, topics } = work.view.value;
  const now = everySecond.value;
  const standard_s = office?.standard_s ?? 900;
  const longest_s = line.longest_since_at ? secondsSince(line.longest_since_at, now) : 0;
  const { above, next_s } = breaches(line.above_standard_at, now);
  const rows = line.by_topic;
  return html`<section aria-labelledby="line-title">
    <h2 class="small-title" id="line-title">${t("line-title")}</h2>
    ${line.waiting === 0
      ? html`<p class="line__nobody"><${Icon} name=${rows.length === 0 ? "circle-pause" : "check-check"} />${t(rows.length === 0 ? "topics-none" : "line-nobody")}</p>`
      : html`<p class="line__count"><b>${line.waiting}</b> ${t("line-waiting", { count: line.waiting })}</p>
          <${WaitMeter} wait_s=${longest_s} target_s=${standard_s} title=${t("line-longest")} tone=${nearness(longest_s, standard_s)}
            words=${above > 0 ? t("line-above", { count: above }) : null} note=${next_s === null ? "" : t("line-next-breach", { time: stopwatch(next_s) })} />`}
    ${rows.length > 0 && office?.issuing && html`<p class="line__new"><${Icon} name="clock" />${t("line-new", { range: waitText(line.expected_wait) })}</p>`}
    ${rows.length > 0 && html`<table class="line__topics">
      <caption class="only-read">${t("line-by-topic")}</caption>
      <tbody>
        ${rows.map((row) => {
          const wait_s = row.longest_since_at ? secondsSince(row.longest_since_at, now) : 0;
          const tone = nearness(wait_s, standard_s);
          return html`<tr key=${row.topic} data-empty=${row.waiting === 0 ? "true" : undefined}>
            <th scope="row">${named(topics.get(row.topic)?.name) || row.topic}</th>
            <td class="line__waiting">${row.waiting}</td>
            <td class=${`line__longest ${tone === "calm" ? "" : tone}`}>${row.waiting > 0 && html`${tone !== "calm" && html`<${Icon} name=${tone === "breach" ? "clock-alert" : "clock"} label=${t(`tone-${tone}`)} />`}${stopwatch(wait_s)}`}</td>
          </tr>`;
        })}
      </tbody>
    </table>`}
  </section>`;
}

/** @param {{work: Work, rows: import("./rows.js").PostponedRow[]}} props */
function Postponed({ work, rows }) {
  const { topics } = work.view.value;
  return html`<section aria-labelledby="postponed-title">
    <h2 class="small-title" id="postponed-title">${t("postponed-title")} <span class="count">${rows.length}</span></h2>
    <ul class="aside__list">
      ${rows.map((row) => {
        const due_s = row.due_at ? left_s(row.due_at, everySecond.value) : null;
        const words = [row.reason, t(`postponed-by-${row.by}`), due_s !== null && t("postponed-due-in", { time: stopwatch(due_s) })].filter(Boolean);
        return html`<li key=${row.id} class="person">
          <${Chip} number=${row.number} size="s" />
          <span class="person__words"><b>${row.topic ? named(topics.get(row.topic)?.name) : ""}</b><small>${words.join(" · ")}</small></span>
          <span class="person__time numbers">${stopwatch(secondsSince(row.since_at, everySecond.value))}</span>
          <${PersonActions} work=${work} row=${row} action="resume" />
        </li>`;
      })}
    </ul>
  </section>`;
}

/** @param {{work: Work, rows: import("./rows.js").NoShowRow[]}} props */
function NoShows({ work, rows }) {
  const { topics } = work.view.value;
  return html`<section aria-labelledby="no-show-title">
    <h2 class="small-title" id="no-show-title">${t("no-show-title")} <span class="count">${rows.length}</span></h2>
    <ul class="aside__list">
      ${rows.map((row) => html`<li key=${row.id} class="person">
        <${Chip} number=${row.number} size="s" muted />
        <span class="person__words"><b>${row.topic ? named(topics.get(row.topic)?.name) : ""}</b><small>${t("no-show-until", { time: stopwatch(left_s(row.until_at, everySecond.value)) })}</small></span>
        <${PersonActions} work=${work} row=${row} action="restore" />
      </li>`)}
    </ul>
  </section>`;
}

/** @param {{work: Work, row: {id: string, number: string, restore_used?: boolean}, action: "resume" | "restore"}} props */
function PersonActions({ work, row, action }) {
  const blocked = !work.moment().fresh || work.elsewhere.value;
  const call = () => (work.obstacle("call") === null ? work.open("call", { number: row.number }) : work.explain("call"));
  return html`<span class="person__actions">
    <${Button} kind="quiet" label=${`${t("action-call_from_list")} ${row.number}`} class=${work.obstacle("call") ? "act--blocked" : ""} onClick=${call}>${t("action-call_from_list")}<//>
    ${!(action === "restore" && row.restore_used) && html`<${Button} kind="quiet" label=${`${t(`action-${action}`)} ${row.number}`} class=${blocked ? "act--blocked" : ""} onClick=${() => work.withTicket(action, row)}>${t(`action-${action}`)}<//>`}
  </span>`;
}
