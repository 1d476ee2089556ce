// One ticket, second by second: each stretch of the visit, who and why, what of it counted, and what was judged.

import { everySecond, serverNow, stopwatch } from "/assets/web/clock.js";
import { Chip, Icon, Plate } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { dateInWords, named, t, textIn, language, timeOfDay } from "/assets/web/i18n.js";
import { Failed, Loading } from "/assets/web/states.js";
import { durationText, waitText } from "/assets/web/waiting.js";

/** A stretch is drawn at least this wide, in shares of the visit: a call of five seconds is still a call. */
const THIN = 0.012;

/** @param {{id: string, hall: import("./office_screen.js").Hall}} props */
export function TicketStory({ id, hall }) {
  const [story, setStory] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const row = hall.tickets.find((ticket) => ticket.id === id);
  const load = () => get(`/api/v1/tickets/${encodeURIComponent(id)}/history`).then((found) => (setStory({ ...found, at: everySecond.peek() }), setError(null)), setError);
  useEffect(() => void load(), [id, JSON.stringify(row)]);
  if (error) return html`<${Failed} error=${error} onRetry=${load} />`;
  if (!story) return html`<${Loading} />`;
  const open = story.segments.at(-1)?.to_at === null;
  const passed = open ? Math.max(0, (everySecond.value - story.at) / 1000) : 0;
  const runs = open && row?.breach_at;
  const wait = story.accountable_wait_s + (runs ? passed : 0);
  const judged = runs && wait > story.target_s ? "breached" : story.judged;
  const segments = story.segments.map((/** @type {any} */ one) => (one.to_at === null ? { ...one, seconds: one.seconds + passed, counted_s: one.counted_s + (runs ? passed : 0) } : one));
  return html`<article class="story" aria-labelledby="story-title">
    <header class="story__head">
      <${Chip} number=${story.number} size="l" />
      <div><h1 id="story-title" class="only-read">${t("cockpit-story", { number: story.number ?? "—" })}</h1>
        ${story.day && story.day !== hall.office.day && html`<p class="quiet">${dateInWords(`${story.day}T12:00:00Z`, "UTC", { day: "numeric", month: "long", year: "numeric" })}</p>`}
        <p class=${`story__judged ${judged === "breached" ? "breach" : ""}`}><${Icon} name=${{ met: "circle-check", breached: "clock-alert", undecided: "hourglass", excluded: "minus" }[/** @type {"met"} */ (judged)] ?? "minus"} />
          ${t(`cockpit-judged-${judged}`, { wait: stopwatch(wait), target: stopwatch(story.target_s) })}</p></div>
    </header>
    <${FirstEstimate} first=${story.first_estimate} state=${story.segments.at(-1)?.state} />
    <${Bar} segments=${segments} />
    <div class="scroll" tabindex="0" role="group" aria-labelledby="story-title"><table class="table story__table">
      <thead><tr>
        <th scope="col">${t("cockpit-story-time")}</th><th scope="col">${t("cockpit-story-what")}</th><th scope="col">${t("cockpit-story-who")}</th>
        <th scope="col" class="table__number">${t("cockpit-story-lasted")}</th><th scope="col" class="table__number">${t("cockpit-story-counted")}</th>
      </tr></thead>
      <tbody>${segments.map((/** @type {any} */ one, /** @type {number} */ place) => html`<${Segment} key=${place} one=${one} hall=${hall} />`)}</tbody>
      <tfoot><tr><th scope="row" colspan="3">${t("cockpit-story-sum")}</th>
        <td class="table__number numbers">${stopwatch(segments.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.seconds, 0))}</td>
        <td class="table__number numbers">${stopwatch(segments.reduce((/** @type {number} */ sum, /** @type {any} */ one) => sum + one.counted_s, 0))}</td></tr>
        ${story.rounds.length > 1 && story.rounds.map((/** @type {any} */ one) => html`<${Round} key=${one.round} one=${one} segments=${segments} />`)}</tfoot>
    </table></div>
    <p class="quiet story__rule">${t("cockpit-story-rule")}</p>
  </article>`;
}

/** What was told with the ticket, and whether it came true. @param {{first: any, state?: string}} props `state`: of the visit now */
function FirstEstimate({ first, state }) {
  if (!first) return null;
  const wait = first.expected_wait;
  const longer = wait !== null && serverNow() - Date.parse(first.told_at) > wait.high_s * 1000;
  const came = first.called_after_s !== null ? (first.came ?? "unknown") : state !== "waiting" && state !== "postponed" ? "gone" : state === "waiting" && longer ? "later" : "open";
  const told = wait
    ? t("cockpit-first-told", { range: waitText(wait), likely: durationText(wait.likely_s) })
    : t("cockpit-first-unknown");
  return html`<p class="story__first" data-came=${came}><${Icon} name=${{ within: "circle-check", later: "clock-alert" }[/** @type {"later"} */ (came)] ?? "hourglass"} />
    <span>${told} <b>${t(`cockpit-first-${came === "later" && first.called_after_s === null ? "later-already" : `came-${came}`}`, { wait: stopwatch(first.called_after_s ?? 0) })}</b>
      ${first.estimator && html`<small class="quiet">${t(`cockpit-first-by-${first.estimator}`)}</small>`}</span></p>`;
}

/** What counted in one round of a visit that came back after a missed call. @param {{one: any, segments: any[]}} props */
function Round({ one, segments }) {
  const counted = segments.reduce((sum, stretch) => sum + (stretch.round === one.round ? stretch.counted_s : 0), 0);
  return html`<tr data-judged=${one.judged ? "true" : undefined}><th scope="row" colspan="4">${t(one.judged ? "cockpit-story-round-judged" : "cockpit-story-round", { round: one.round })}</th>
    <td class="table__number numbers">${stopwatch(counted)}</td></tr>`;
}

/** @param {{segments: any[]}} props */
function Bar({ segments }) {
  const lasting = segments.filter((one) => one.seconds > 0);
  const total = lasting.reduce((sum, one) => sum + one.seconds, 0);
  if (total === 0) return null;
  return html`<ol class="story__bar" aria-hidden="true">${lasting.map((one, place) => html`<li key=${place} class="story__stretch" data-state=${one.state} data-counts=${one.counted_s > 0 ? "true" : undefined} style=${{ flexGrow: Math.max(THIN, one.seconds / total) }}>
    <span>${one.seconds / total > 0.08 ? t(`cockpit-state-${one.state}`) : ""}</span></li>`)}</ol>`;
}

/** @param {{one: any, hall: import("./office_screen.js").Hall}} props */
function Segment({ one, hall }) {
  const manager = one.manager && (hall.desks.find((desk) => desk.manager?.id === one.manager)?.manager.name ?? one.manager);
  const why = one.why && (textIn(language.value, `cockpit-why-${one.why.replaceAll("_", "-")}`) ?? one.why);
  return html`<tr>
    <td class="numbers">${timeOfDay(one.from_at, hall.office.timezone, { seconds: true })}</td>
    <th scope="row">${t(`cockpit-state-${one.state}`)}<small>${[named(hall.topics.get(one.topic)?.name), why].filter(Boolean).join(" · ")}</small></th>
    <td><span class="story__who">${one.desk && html`<${Plate} desk=${one.desk} size="s" />`}<span>${manager ?? ""}<small>${by(one.by)}</small></span></span></td>
    <td class="table__number numbers">${one.seconds > 0 ? stopwatch(one.seconds) : "—"}</td>
    <td class="table__number numbers">${one.counted_s > 0 ? html`<b>${stopwatch(one.counted_s)}</b>` : "—"}</td>
  </tr>`;
}

/** Who began the stretch: a person's login, a device, or the clock itself. @param {string} actor */
function by(actor) {
  const [kind, name] = [actor.slice(0, Math.max(0, actor.indexOf(":"))) || actor, actor.slice(actor.indexOf(":") + 1)];
  const words = textIn(language.value, `cockpit-actor-${kind}`, { name });
  return words ?? actor;
}
