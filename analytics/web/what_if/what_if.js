// What if: a day of an office, changed and tried by simulation; the promise side by side, with how sure that is.

import { Icon } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { get, post } from "/assets/web/http.js";
import { errorText, named, t } from "/assets/web/i18n.js";
import { serverNow } from "/assets/web/clock.js";
import { Failed, Loading } from "/assets/web/states.js";
import { startPage } from "/assets/web/staff/staff.js";
import { dateOf, OfficeDays } from "../office_days.js";
import { ChangeForm } from "./change_form.js";
import { changesOf, formOf, pastMidnight, scenarioOf } from "./changing.js";
import { wrongsOf } from "./fitting.js";
import { Results } from "./results.js";

/** @typedef {import("./changing.js").Form} Form */
/** @typedef {import("./changing.js").Day} Day */

const DAYS = 1000;
const SEED = 1;
const MOST_VARIANTS = 4;
const PATIENCE_MS = 90_000;

function WhatIfPage() {
  return html`<${OfficeDays} here="/what_if" name="what-if" day=${t("what-if-day")} date=${dateOf(new Date(serverNow()))}>
    ${(/** @type {import("../office_days.js").Chosen} */ { office, date }) => html`<${OfficeDay} office=${office} date=${date} />`}
  <//>`;
}

/** @param {{office: string, date: string}} props */
function OfficeDay({ office, date }) {
  const [day, setDay] = useState(/** @type {Day | null} */ (null));
  const [form, setForm] = useState(/** @type {Form | null} */ (null));
  const [tried, setTried] = useState(/** @type {Form[]} */ ([]));
  const [found, setFound] = useState(/** @type {any[] | null} */ (null));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(/** @type {unknown} */ (null));
  const [trouble, setTrouble] = useState(/** @type {string[]} */ ([]));
  const side = useRef(/** @type {HTMLElement | null} */ (null));
  const path = `/api/v1/offices/${encodeURIComponent(office)}/staffing`;

  const load = () => {
    setFailed(null);
    get(`${path}/day?day=${date}`, { timeoutMs: PATIENCE_MS }).then((answer) => (setDay(answer), setForm(formOf(answer))), setFailed);
  };
  useEffect(load, []);

  /** @param {Day} about @param {Form[]} forms @param {Form[]} kept what stays where it fails */
  const simulate = (about, forms, kept) => {
    const [first, ...others] = [formOf(about), ...forms].map((one) => scenarioOf(about, one));
    const variant = others.map(({ demand, service: _, ...one }, index) => ({ name: String(index + 1), ...one, demand: { visits: demand.visits, by_topic: demand.by_topic ?? {} } }));
    setBusy(true);
    setTrouble([]);
    post(`${path}/what_if`, { scenario: { ...first, variant }, replications: DAYS, seed: SEED }, { timeoutMs: PATIENCE_MS }).then(
      (answer) => (setFound(answer.variants), setTried(forms), setBusy(false)),
      (problem) => (setTrouble([errorText(problem)]), setTried(kept), setBusy(false)),
    );
  };
  useEffect(() => {
    if (day) simulate(day, [], []);
  }, [day]);

  if (failed !== null) return html`<${Failed} error=${failed} onRetry=${load} />`;
  if (!day || !form) return html`<${Loading} />`;
  const attempt = () => {
    if (matchMedia("(max-width: 60rem)").matches) side.current?.scrollIntoView();
    const wrong = wrongsOf(day, form).map(inWords);
    setTrouble(wrong);
    if (wrong.length > 0) return;
    simulate(day, [...tried.slice(-(MOST_VARIANTS - 2)), form], tried);
  };
  const remove = (/** @type {number} */ index) => simulate(day, tried.filter((_, place) => place !== index - 1), tried);
  const variants = (found ?? []).map((one, index) => ({
    name: index === 0 ? t("what-if-as-it-is") : t("what-if-variant", { number: index }),
    said: index === 0 ? [] : said(day, tried[index - 1]),
    found: one,
  }));
  return html`${day.hours === null && html`<p class="what-if__note"><${Icon} name="info" />${t("what-if-closed")}</p>`}
    ${pastMidnight(day.hours) && html`<p class="what-if__note"><${Icon} name="info" />${t("what-if-past-midnight")}</p>`}
    ${!day.from_history && html`<p class="what-if__note"><${Icon} name="info" />${t("what-if-guess")}</p>`}
    <div class="what-if__columns">
      <${ChangeForm} day=${day} form=${form} busy=${busy} onChange=${setForm} onTry=${attempt} onReset=${() => setForm(formOf(day))} />
      <div class="what-if__side" ref=${side}>
        <div class="what-if__trouble" role="alert">${trouble.map((text) => html`<p key=${text} class="form-trouble"><${Icon} name="circle-alert" />${text}</p>`)}</div>
        ${found ? html`<${Results} variants=${variants} days=${DAYS} onRemove=${remove} />` : busy && html`<${Loading} />`}
      </div>
    </div>`;
}

/** @param {Day} day @param {Form | undefined} form */
function said(day, form) {
  const changes = form ? changesOf(day, form) : [];
  return changes.length > 0 ? changes.map(inWords) : [t("what-if-changed-nothing")];
}

/** Names of topics come in all languages. @param {import("./changing.js").Said} said */
function inWords({ text, args }) {
  return t(text, args.topic ? { ...args, topic: named(args.topic) } : args);
}

startPage(WhatIfPage, "analytics");
