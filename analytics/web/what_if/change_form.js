// What may be changed: visitors by topic, hours, policy, desks, who works from when to when, at which desk, with which breaks and topics.

import { Button, Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, number, t } from "/assets/web/i18n.js";
import { nextDesk, visitsFor, visitsIn, withDesks, withHours } from "./changing.js";

/** @typedef {import("./changing.js").Day} Day */
/** @typedef {import("./changing.js").Form} Form */

const POLICIES = ["earliest_promise", "fifo", "strict_priority"];
const LEVELS = ["none", "primary", "secondary"];
const MOST_VISITS = 5000;
const A_BREAK = "12:00-12:30";

/**
 * @param {{day: Day, form: Form, busy: boolean, onChange: (form: Form) => void, onTry: () => void, onReset: () => void}} props
 */
export function ChangeForm({ day, form, busy, onChange, onTry, onReset }) {
  const submit = (/** @type {Event} */ event) => (event.preventDefault(), onTry());
  const count = (/** @type {any} */ event) => onChange({ ...form, visits: Number(event.target.value) });
  return html`<form class="what-if__form form" onSubmit=${submit} aria-labelledby="what-to-change">
    <h2 id="what-to-change">${t("what-if-change")}</h2>
    <label class="field"><span class="field__label">${t("what-if-visits")}</span>
      <input class="input" type="number" inputmode="numeric" required min="1" max=${MOST_VISITS} step="1" value=${form.visits} onInput=${count} /></label>
    <${Topics} day=${day} form=${form} onChange=${onChange} />
    <div class="what-if__pair">
      <${Clock} label=${t("what-if-opens")} value=${form.opens} onInput=${(/** @type {string} */ at) => onChange(withHours(form, at, form.closes))} />
      <${Clock} label=${t("what-if-closes")} value=${form.closes} onInput=${(/** @type {string} */ at) => onChange(withHours(form, form.opens, at))} />
    </div>
    <label class="field"><span class="field__label">${t("what-if-policy")}</span>
      <select class="input" value=${form.policy} onChange=${(/** @type {any} */ event) => onChange({ ...form, policy: event.target.value })}>
        ${POLICIES.map((name) => html`<option key=${name} value=${name} selected=${name === form.policy}>${t(`what-if-policy-${name}`)}</option>`)}
      </select></label>
    <fieldset class="what-if__desks"><legend class="field__label">${t("what-if-desks-open")}</legend>
      ${[...new Set([...day.desks, ...form.desks])].map((desk) => html`<button key=${desk} type="button" class="languages__one" aria-pressed=${form.desks.includes(desk) ? "true" : "false"}
        onClick=${() => onChange(withDesks(form, form.desks.includes(desk) ? form.desks.filter((one) => one !== desk) : [...form.desks, desk]))}>${desk}</button>`)}
      <${Button} kind="quiet" icon="plus" label=${t("what-if-more-desk")} onClick=${() => onChange(withDesks(form, [...form.desks, nextDesk([...day.desks, ...form.desks])]))} />
    </fieldset>
    <fieldset class="what-if__people"><legend class="field__label">${t("what-if-people")}</legend>
      ${day.managers.map((one) => html`<${Person} key=${one.id} day=${day} form=${form} one=${one} onChange=${onChange} />`)}
    </fieldset>
    <div class="what-if__actions">
      <${Button} kind="primary" type="submit" icon="play" busy=${busy}>${t("what-if-try")}<//>
      <${Button} kind="quiet" icon="rotate-ccw" onClick=${onReset}>${t("what-if-again")}<//>
    </div>
  </form>`;
}

/** Visitors topic by topic. @param {{day: Day, form: Form, onChange: (form: Form) => void}} props */
function Topics({ day, form, onChange }) {
  const set = (/** @type {string} */ id) => (/** @type {any} */ event) => {
    const { [id]: _, ...others } = form.topics;
    onChange({ ...form, topics: event.target.value === "" ? others : { ...form.topics, [id]: Math.max(0, Number(event.target.value)) } });
  };
  const byHand = Object.keys(form.topics).length;
  const shown = (/** @type {number} */ visits) => Math.round(visits * 10) / 10;
  return html`<details class="what-if__skills what-if__topics"><summary><${Icon} name="list-checks" />${t("what-if-by-topic")}${byHand > 0 && html`<span class="count">${byHand}</span>`}</summary>
    ${day.topics.map((topic) => html`<label key=${topic.id} class="what-if__skill" data-topic=${topic.id}><span>${named(topic.name)}</span>
      <input class="input" type="number" inputmode="decimal" min="0" max=${MOST_VISITS} step="any" value=${shown(visitsFor(day, form, topic.id))} onInput=${set(topic.id)} /></label>`)}
    ${byHand > 0 && html`<p class="quiet">${t("what-if-altogether", { visits: number(visitsIn(day, form), { maximumFractionDigits: 0 }) })}</p>`}
  </details>`;
}

/** @param {{label: string, value: string, onInput: (at: string) => void, read?: boolean, disabled?: boolean}} props */
function Clock({ label, value, onInput, read = false, disabled = false }) {
  const type = (/** @type {any} */ event) => event.target.value && onInput(event.target.value);
  const input = html`<input class="input" type="time" required value=${value} disabled=${disabled} aria-label=${read ? label : undefined} onInput=${type} />`;
  return read ? input : html`<label class="field"><span class="field__label">${label}</span>${input}</label>`;
}

/** @param {{day: Day, form: Form, one: import("./changing.js").Manager, onChange: (form: Form) => void}} props */
function Person({ day, form, one, onChange }) {
  const now = form.people[one.id];
  const set = (/** @type {Partial<import("./changing.js").Person>} */ part) =>
    onChange({ ...form, people: { ...form.people, [one.id]: { ...now, ...part } } });
  const level = (/** @type {string} */ topic, /** @type {string} */ value) => {
    const { [topic]: _, ...others } = now.topics;
    set({ topics: value === "none" ? others : { ...now.topics, [topic]: value } });
  };
  const rest = (/** @type {number} */ place, /** @type {0 | 1} */ end, /** @type {string} */ at) =>
    set({ breaks: now.breaks.map((span, index) => (index === place ? span.split("-").map((was, which) => (which === end ? at : was)).join("-") : span)) });
  return html`<div class="what-if__person" data-manager=${one.id} data-off=${now.works ? undefined : "true"}>
    <label class="check"><input type="checkbox" checked=${now.works} onChange=${(/** @type {any} */ event) => set({ works: event.target.checked })} /><span>${one.name}</span></label>
    ${now.works && html`<div class="what-if__shift">
      <${Clock} read label=${t("what-if-from-of", { name: one.name })} value=${now.from} onInput=${(/** @type {string} */ at) => set({ from: at })} />
      <span aria-hidden="true">–</span>
      <${Clock} read label=${t("what-if-to-of", { name: one.name })} value=${now.to} onInput=${(/** @type {string} */ at) => set({ to: at })} />
    </div>
    <div class="what-if__place">
      <select class="input" aria-label=${t("what-if-desk-of", { name: one.name })} value=${now.desk} onChange=${(/** @type {any} */ event) => set({ desk: event.target.value })}>
        <option value="" selected=${now.desk === ""}>${t("roster-any-desk-row")}</option>
        ${form.desks.map((desk) => html`<option key=${desk} value=${desk} selected=${desk === now.desk}>${t("desk-number", { desk })}</option>`)}
      </select>
      <${Button} kind="quiet" icon="coffee" label=${`${t("roster-add-break")}: ${one.name}`} onClick=${() => set({ breaks: [...now.breaks, A_BREAK] })} />
    </div>
    ${now.breaks.map((span, place) => html`<div key=${place} class="what-if__break">
      <${Clock} read label=${`${t("roster-break-of", { name: one.name })}: ${t("what-if-begins")}`} value=${span.split("-")[0]} onInput=${(/** @type {string} */ at) => rest(place, 0, at)} />
      <span aria-hidden="true">–</span>
      <${Clock} read label=${`${t("roster-break-of", { name: one.name })}: ${t("what-if-ends")}`} value=${span.split("-")[1]} onInput=${(/** @type {string} */ at) => rest(place, 1, at)} />
      <${Button} kind="quiet" icon="x" label=${t("what-if-no-break", { name: one.name })} onClick=${() => set({ breaks: now.breaks.filter((_, other) => other !== place) })} />
    </div>`)}
    <details class="what-if__skills"><summary><${Icon} name="list-checks" />${t("what-if-skills")}<span class="count">${Object.keys(now.topics).length}</span></summary>
      ${day.topics.map((topic) => html`<label key=${topic.id} class="what-if__skill"><span>${named(topic.name)}</span>
        <select class="input" value=${now.topics[topic.id] ?? "none"} onChange=${(/** @type {any} */ event) => level(topic.id, event.target.value)}>
          ${LEVELS.map((name) => html`<option key=${name} value=${name} selected=${name === (now.topics[topic.id] ?? "none")}>${t(`what-if-level-${name}`)}</option>`)}
        </select></label>`)}
    </details>`}
  </div>`;
}
