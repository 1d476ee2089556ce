// Fair play: what the rules noticed, rule by rule, with the tickets that tell what happened. Signs, never verdicts.
// Knows one call; the rules and their numbers are the server's.

import { serverNow } from "/assets/web/clock.js";
import { Chip } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { dateInWords, inLine, named, t, timeOfDay } from "/assets/web/i18n.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { durationText } from "/assets/web/waiting.js";
import { daysBefore, todayOf } from "./periods.js";

/** What is looked at where nobody has said: a week, today included. */
const USUAL_DAYS = 7;
/** Tickets of one finding shown at once; the others open. */
const SHOWN = 10;
/** The log may have to be folded first. */
const PATIENCE_MS = 60_000;

/** @param {{who: import("/assets/web/staff/session.js").Session, places: import("./reports.js").Places}} props */
export function FairPlayPanel({ who, places }) {
  const today = todayOf(places.offices, serverNow());
  const [asked, setAsked] = useState({ first: daysBefore(today, USUAL_DAYS - 1), last: today, office: who.office ?? "" });
  const [found, setFound] = useState(/** @type {any[] | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let gone = false;
    setError(null);
    setFound(null);
    const words = new URLSearchParams({ from: asked.first, to: asked.last, ...(asked.office ? { office: asked.office } : {}) });
    get(`/api/v1/reports/fair_play?${words}`, { timeoutMs: PATIENCE_MS }).then(
      (answer) => gone || setFound(answer.findings),
      (problem) => gone || setError(problem),
    );
    return () => void (gone = true);
  }, [asked, turn]);
  const pick = (/** @type {"first" | "last"} */ end) => (/** @type {any} */ event) => {
    const day = event.target.value;
    if (day) setAsked({ ...asked, first: end === "first" || day < asked.first ? day : asked.first, last: end === "last" || day > asked.last ? day : asked.last });
  };
  return html`<section class="panel" aria-labelledby="fair-play">
    <h2 class="panel__title" id="fair-play">${t("fair-play-heading")}</h2>
    <p class="fair__lead">${t("fair-play-lead")}</p>
    <div class="making">
      ${who.office === null && html`<label class="field"><span class="field__label">${t("fair-play-office")}</span>
        <select class="input" value=${asked.office} onChange=${(/** @type {any} */ event) => setAsked({ ...asked, office: event.target.value })}>
          <option value="">${t("fair-play-all-offices")}</option>
          ${places.offices.map((one) => html`<option key=${one.id} value=${one.id}>${named(one.name)}</option>`)}
        </select></label>`}
      <label class="field"><span class="field__label">${t("fair-play-first-day")}</span><input class="input" type="date" max=${today} value=${asked.first} onChange=${pick("first")} /></label>
      <label class="field"><span class="field__label">${t("fair-play-last-day")}</span><input class="input" type="date" max=${today} value=${asked.last} onChange=${pick("last")} /></label>
    </div>
    ${error ? html`<${Failed} error=${error} onRetry=${() => setTurn(turn + 1)} />` : !found ? html`<${Loading} />` : html`<${Rules} found=${found} places=${places} />`}
  </section>`;
}

/** @param {{found: any[], places: import("./reports.js").Places}} props */
function Rules({ found, places }) {
  if (found.length === 0) return html`<${Empty} icon="circle-check" title=${t("fair-play-nothing")}>${t("fair-play-nothing-hint")}<//>`;
  return html`<p role="status">${t("fair-play-count", { count: found.length })}</p>
    <ul class="fair__list">${alike(found, "rule").map((ones) => html`<${Rule} key=${ones[0].rule} ones=${ones} places=${places} />`)}</ul>`;
}

/** Findings that have a word alike together, in the order in which they come: the server's, as in every report. @param {any[]} found @param {"rule" | "day"} word @returns {any[][]} */
function alike(found, word) {
  return [...new Set(found.map((one) => one[word]))].map((value) => found.filter((one) => one[word] === value));
}

/** @param {{ones: any[], places: import("./reports.js").Places}} props */
function Rule({ ones, places }) {
  const rule = ones[0].rule.replaceAll("_", "-");
  return html`<li class="fair__one">
    <h3 class="fair__what">${t(`fair-rule-${rule}`)}</h3>
    <p class="quiet fair__why">${t(`fair-why-${rule}`)}</p>
    ${alike(ones, "day").map((those) => html`<h4 key=${those[0].day} class="fair__date">${dateInWords(`${those[0].day}T12:00:00Z`, "UTC", { weekday: "long", day: "numeric", month: "long" })}</h4>
      <ul class="fair__findings">${those.map((one) => html`<${Finding} key=${`${one.office} ${one.manager}`} one=${one} places=${places} />`)}</ul>`)}
  </li>`;
}

/** @param {{one: any, places: import("./reports.js").Places}} props */
function Finding({ one, places }) {
  const office = places.offices.find((each) => each.id === one.office);
  const whose = one.manager === null ? t("fair-play-whole-office") : (one.manager_name ?? one.manager);
  const lasting = ["idle_while_waiting", "issuing_closed_early"].includes(one.rule);
  const facts = [t("fair-play-cases", { count: one.marks })];
  if (lasting) facts.push(durationText(one.lasted_s));
  else if (one.visits > 0) facts.push(t("fair-play-of-visits", { count: one.visits }));
  if (one.refused !== null) facts.push(t("fair-play-turned-away", { count: one.refused }));
  return html`<li>
    <p class="fair__whose">${named(office?.name ?? { en: one.office })} · <b>${whose}</b> · ${inLine(facts)}</p>
    <${Evidence} one=${one} timezone=${office?.timezone ?? "UTC"} />
  </li>`;
}

/** @param {{one: any, timezone: string}} props */
function Evidence({ one, timezone }) {
  const marks = one.evidence.filter((/** @type {any} */ mark) => mark.ticket !== null && mark.number !== null);
  if (marks.length === 0) return null;
  const chip = (/** @type {any} */ mark, /** @type {number} */ place) => html`<li key=${place}><a class="fair__ticket" href=${`/cockpit#office/${encodeURIComponent(one.office)}/ticket/${encodeURIComponent(mark.ticket)}`}>
    <${Chip} number=${mark.number} size="s" /><span class="numbers">${timeOfDay(mark.at, timezone)}</span></a></li>`;
  const label = one.rule === "issuing_closed_early" ? "fair-play-last-ticket" : "fair-play-tickets";
  return html`<div class="fair__evidence">
    <span class="quiet">${t(label, { count: marks.length })}</span>
    <ul class="fair__tickets">${marks.slice(0, SHOWN).map(chip)}</ul>
    ${marks.length > SHOWN && html`<details class="values"><summary>${t("fair-play-more", { count: marks.length - SHOWN })}</summary><ul class="fair__tickets">${marks.slice(SHOWN).map(chip)}</ul></details>`}
  </div>`;
}
