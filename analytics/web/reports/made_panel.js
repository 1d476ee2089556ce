// What is made by itself: what was, whether it was sent, and what comes next.

import { Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { dateInWords, inLine, language, named, t, timeOfDay } from "/assets/web/i18n.js";
import { Failed, Loading } from "/assets/web/states.js";
import { quarterName } from "./making_panel.js";
import { addressOf } from "./periods.js";

const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** @param {{places: import("./reports.js").Places}} props */
export function MadePanel({ places }) {
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const ask = () => {
    setError(null);
    get("/api/v1/reports").then(setFound, setError);
  };
  useEffect(ask, []);
  if (error) return html`<${Failed} error=${error} onRetry=${ask} />`;
  if (!found) return html`<${Loading} />`;
  return html`<section class="panel" aria-labelledby="made">
      <h2 class="panel__title" id="made">${t("reports-made")}</h2>
      ${found.made.length === 0
        ? html`<p class="quiet">${t("reports-made-none")}</p>`
        : html`<${Rows} label=${t("reports-made")} heads=${["reports-report", "reports-period", "reports-when", "reports-sent"]}>
            ${found.made.map((/** @type {any} */ one) => html`<tr key=${`${one.report} ${one.office} ${one.territory} ${one.period}`}>
              <th scope="row"><a href=${addressOf({ ...one, format: "html" })} target="_blank" rel="noopener">${t(`reports-kind-${one.kind}`)} · ${subjectName(one, places)}</a></th>
              <td>${periodName(one)}</td>
              <td>${when(one.made_at)}</td>
              <td>${sent(one)}</td>
            </tr>`)}
          <//>`}
    </section>
    <section class="panel" aria-labelledby="upcoming">
      <h2 class="panel__title" id="upcoming">${t("reports-upcoming")}</h2>
      ${found.upcoming.length === 0
        ? html`<p class="quiet">${t("reports-upcoming-none")}</p>`
        : html`<${Rows} label=${t("reports-upcoming")} heads=${["reports-report", "reports-period", "reports-when", "reports-to"]}>
            ${found.upcoming.map((/** @type {any} */ one) => html`<tr key=${`${one.report} ${one.office} ${one.territory}`}>
              <th scope="row">${t(`reports-kind-${one.kind}`)} · ${subjectName(one, places)}</th>
              <td>${periodName(one)}</td>
              <td>${when(one.due_at)}</td>
              <td>${one.recipients_count ? t("reports-recipients", { count: one.recipients_count, formats: inLine(one.formats).toUpperCase() }) : t("reports-nobody")}</td>
            </tr>`)}
          <//>`}
    </section>`;
}

/** @param {{label: string, heads: string[], children?: any}} props */
function Rows({ label, heads, children }) {
  return html`<div class="wide" tabindex="0" role="group" aria-label=${label}><table class="rows">
    <thead><tr>${heads.map((head) => html`<th key=${head} scope="col">${t(head)}</th>`)}</tr></thead>
    <tbody>${children}</tbody>
  </table></div>`;
}

/** @param {any} one @param {import("./reports.js").Places} places */
function subjectName(one, places) {
  if (one.office) return named(places.offices.find((office) => office.id === one.office)?.name ?? { en: one.office });
  if (one.territory) return named(places.territories.find((territory) => territory.id === one.territory)?.name ?? { en: one.territory });
  return t("reports-company");
}

/** @param {any} one */
function periodName(one) {
  if (one.kind === "quarterly") return quarterName(one.period);
  if (one.kind === "brief") return dateInWords(Date.parse(`${one.period}T12:00:00Z`), "UTC", { day: "numeric", month: "long", weekday: "short" });
  return one.kind === "monthly" ? dateInWords(Date.parse(`${one.period}-15T12:00:00Z`), "UTC", { month: "long", year: "numeric" }) : one.period;
}

/** @param {any} one */
function sent(one) {
  if (one.sent_at) return html`<span class="with-icon"><${Icon} name="circle-check" />${timeOfDay(one.sent_at, ZONE)}</span>`;
  if (one.given_up_count) return html`<span class="with-icon"><${Icon} name="circle-alert" />${t("reports-given-up", { count: one.given_up_count })}</span>`;
  if (one.tries === 0) return t("reports-in-turn");
  return html`<span class="with-icon"><${Icon} name="circle-alert" />${t("reports-not-sent", { tries: one.tries, why: one.failure ?? "" })}</span>`;
}

/** @param {string} at */
function when(at) {
  void language.value;
  return `${dateInWords(at, ZONE, { day: "numeric", month: "short" })}, ${timeOfDay(at, ZONE)}`;
}
