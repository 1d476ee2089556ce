// A report now: which, about whom, of when. The links are the report's own addresses, so that they can be kept and sent on.

import { serverNow } from "/assets/web/clock.js";
import { Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { language, named, t } from "/assets/web/i18n.js";
import { OneOf } from "/assets/web/staff/one_of.js";
import { SPANS, addressOf, isoDay, lastQuarters, officesOf, periodOf, stillOpenOf, todayOf, usualPeriod } from "./periods.js";

const KINDS = ["brief", "bulletin", "monthly", "quarterly"];
const FILES = ["pdf", "xlsx", "csv"];
const QUARTERS = 12;

/** @param {{who: import("/assets/web/staff/session.js").Session, places: import("./reports.js").Places}} props */
export function MakingPanel({ who, places }) {
  const today = todayOf(places.offices, serverNow());
  const [kind, setKind] = useState("brief");
  const [subject, setSubject] = useState("");
  const [days, setDays] = useState(/** @type {Record<string, string>} */ ({}));
  const span = SPANS[kind] ?? "day";
  const aboutOffice = kind === "brief" || who.office !== null;
  const widest = who.territory === null ? "company" : `territory:${who.territory}`;
  const chosen = subject || (aboutOffice ? `office:${places.offices[0]?.id ?? ""}` : widest);
  const subjects = [
    ...(!aboutOffice && who.territory === null ? [{ value: "company", text: t("reports-company") }] : []),
    ...(aboutOffice ? [] : places.territories.map((one) => ({ value: `territory:${one.id}`, text: named(one.name) }))),
    ...places.offices.map((one) => ({ value: `office:${one.id}`, text: named(one.name) })),
  ];
  const fits = !aboutOffice || chosen.startsWith("office:");
  const about = fits ? chosen : `office:${places.offices[0]?.id ?? ""}`;
  const period = days[span] ?? usualPeriod(span, stillOpenOf(officesOf(about, places.offices), serverNow()));
  const [what, id] = about.split(":");
  const wanted = { kind, period, language: language.value, office: what === "office" ? id : null, territory: what === "territory" ? id : null };
  const pick = (/** @type {string} */ value) => value && setDays({ ...days, [span]: value });
  return html`<section class="panel" aria-labelledby="making">
    <h2 class="panel__title" id="making">${t("reports-make")}</h2>
    <div class="making">
      <fieldset class="making__kinds">
        <legend class="field__label">${t("reports-kind")}</legend>
        <div class="languages" role="group">
          ${KINDS.map((one) => html`<button type="button" key=${one} class="languages__one" aria-pressed=${one === kind ? "true" : "false"} onClick=${() => setKind(one)}>${t(`reports-kind-${one}`)}</button>`)}
        </div>
      </fieldset>
      <${OneOf} label=${t(aboutOffice ? "fair-play-office" : "reports-about")} options=${subjects} value=${about} onChange=${(/** @type {any} */ event) => setSubject(event.target.value)} />
      <${PeriodField} span=${span} period=${period} today=${today} onPick=${pick} />
      <div class="making__links">
        <a class="button button--primary button--m" href=${addressOf({ ...wanted, format: "html" })} target="_blank" rel="noopener"><${Icon} name="file-text" /><span class="button__label">${t("reports-open")}</span></a>
        ${FILES.map((format) => html`<a key=${format} class="button button--secondary button--m" href=${addressOf({ ...wanted, format })} download><${Icon} name="download" /><span class="button__label">${format.toUpperCase()}</span></a>`)}
      </div>
    </div>
  </section>`;
}

/** @param {{span: "day" | "week" | "month" | "quarter", period: string, today: string, onPick: (value: string) => void}} props */
function PeriodField({ span, period, today, onPick }) {
  const label = html`<span class="field__label">${t(`reports-${span}`)}</span>`;
  if (span === "quarter") {
    return html`<label class="field">${label}
      <select class="input" value=${period} onChange=${(/** @type {any} */ event) => onPick(event.target.value)}>
        ${lastQuarters(today, QUARTERS).map((one) => html`<option key=${one} value=${one}>${quarterName(one)}</option>`)}
      </select></label>`;
  }
  const type = span === "month" ? "month" : "date";
  const take = (/** @type {any} */ event) => event.target.value && onPick(type === "month" ? event.target.value : periodOf(span, event.target.value));
  const hint = span === "week" && html`<span class="field__hint">${period}</span>`;
  const value = span === "week" ? mondayOf(period) : period;
  return html`<label class="field">${label}<input class="input" type=${type} max=${type === "month" ? today.slice(0, 7) : today} value=${value} onChange=${take} />${hint}</label>`;
}

/** @param {string} quarter `2026Q1` @returns {string} */
export function quarterName(quarter) {
  return t("reports-quarter-name", { number: Number(quarter.slice(5)), year: quarter.slice(0, 4) });
}

/** The Monday of an ISO week. @param {string} week `2026-W10` @returns {string} */
function mondayOf(week) {
  const fourth = new Date(`${week.slice(0, 4)}-01-04T00:00:00Z`); // always in the first week
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * 86_400_000;
  return isoDay(new Date(monday + (Number(week.slice(6)) - 1) * 7 * 86_400_000));
}
