// The frame of pages about an office's days: the staff's bar, which office and which day, and a question before work that
// is not saved is left behind. Knows no page's content.

import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { language, named, t } from "/assets/web/i18n.js";
import { Confirm } from "/assets/web/staff/confirming.js";
import { OneOf } from "/assets/web/staff/one_of.js";
import { isTheirs } from "/assets/web/staff/session.js";
import { ForStaff, StaffBar } from "/assets/web/staff/staff.js";
import { Failed, Loading } from "/assets/web/states.js";

/** @typedef {import("/assets/web/staff/session.js").Session} Session */
/** @typedef {{office: string, timezone: string, date: string, onUnsaved: (unsaved: boolean) => void}} Chosen */
/**
 * @typedef {object} Frame
 * @property {string} here the page's address
 * @property {string} name the page's block of styles, and of its texts: `{name}-title`, `{name}-hint`
 * @property {string} day the text beside the date
 * @property {string} date the first one shown
 * @property {(chosen: Chosen) => any} children
 */

const ROLES = ["supervisor", "admin"];

/** @param {Frame} props */
export function OfficeDays(props) {
  return html`<${ForStaff} roles=${ROLES}>${(/** @type {Session} */ who) => html`<${Framed} ...${props} who=${who} />`}<//>`;
}

/** @param {Frame & {who: Session}} props */
function Framed({ who, here, name, day, date: first, children }) {
  const asked = new URLSearchParams(location.search); // a link leads to an office and a day
  const [offices, setOffices] = useState(/** @type {any[] | null} */ (null));
  const [office, setOffice] = useState(who.office ?? asked.get("office") ?? "");
  const [date, setDate] = useState(/^\d{4}-\d\d-\d\d$/.exec(asked.get("date") ?? "")?.[0] ?? first);
  const [failed, setFailed] = useState(/** @type {unknown} */ (null));
  const [unsaved, setUnsaved] = useState(false);
  const [question, setQuestion] = useState(/** @type {import("/assets/web/staff/confirming.js").Question | null} */ (null));
  const load = () => {
    setFailed(null);
    get("/api/v1/offices").then((answer) => {
      const mine = answer.offices.filter((/** @type {any} */ one) => isTheirs(who, one));
      setOffices(mine);
      setOffice((before) => (mine.some((/** @type {any} */ one) => one.id === before) ? before : (mine[0]?.id ?? "")));
    }, setFailed);
  };
  useEffect(load, []);
  useEffect(() => {
    document.title = t(`${name}-title`);
  }, [language.value]);
  useEffect(() => {
    if (!unsaved) return;
    const ask = (/** @type {Event} */ event) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [unsaved]);
  const leaving = (/** @type {() => void} */ go) => {
    const run = async () => (setUnsaved(false), go(), null);
    if (unsaved) setQuestion({ title: t("leave-unsaved"), text: t("leave-unsaved-text"), action: t("leave-unsaved-do"), run });
    else go();
  };
  const choose = (/** @type {any} */ event) => {
    const { value } = event.target;
    event.target.value = office; // until it is decided
    leaving(() => setOffice(value));
  };
  const turn = (/** @type {any} */ event) => {
    const { value } = event.target;
    if (value) leaving(() => setDate(value));
  };
  return html`<div class=${`office-days ${name}`}>
    <${StaffBar} who=${who} here=${here} />
    <main class=${`office-days__main ${name}__main`}>
      <h1>${t(`${name}-title`)}</h1>
      <p class="office-days__hint">${t(`${name}-hint`)}</p>
      ${failed !== null
        ? html`<${Failed} error=${failed} onRetry=${load} />`
        : !offices
          ? html`<${Loading} />`
          : html`<div class="office-days__where">
                <${OneOf} label=${t("what-if-office")} options=${offices.map((one) => ({ value: one.id, text: named(one.name) }))} value=${office} onChange=${choose} />
                <label class="field"><span class="field__label">${day}</span>
                  <input class="input" type="date" required value=${date} onChange=${turn} /></label>
              </div>
              ${office && html`<div key=${`${office} ${date}`} class="office-days__content">${children({ office, timezone: offices.find((one) => one.id === office)?.timezone, date, onUnsaved: setUnsaved })}</div>`}`}
    </main>
    <${Confirm} question=${question} onClose=${() => setQuestion(null)} />
  </div>`;
}

/** A moment's date here, as an input of dates takes it. @param {Date} moment */
export function dateOf(moment) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}
