// What may be changed: visitors, hours, policy, who works from when to when, and on which topics.

import { Button, Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { withHours } from "./changing.js";

/** @typedef {import("./changing.js").Day} Day */
/** @typedef {import("./changing.js").Form} Form */

const POLICIES = ["earliest_promise", "fifo", "strict_priority"];
const LEVELS = ["none", "primary", "secondary"];
const MOST_VISITS = 5000;

/**
 * @param {{day: Day, form: Form, busy: boolean, onChange: (form: Form) => void, onTry: () => void, onReset: () => void}} props
 */
export function ChangeForm({ day, form, busy, onChange, onTry, onReset }) {
  const submit = (/** @type {Event} */ event) => (event.preventDefault(), onTry());
  const number = (/** @type {any} */ event) => onChange({ ...form, visits: Number(event.target.value) });
  return html`<form class="what-if__form form" onSubmit=${submit} aria-labelledby="what-to-change">
    <h2 id="what-to-change">${t("what-if-change")}</h2>
    <label class="field"><span class="field__label">${t("what-if-visits")}</span>
      <input class="input" type="number" inputmode="numeric" required min="1" max=${MOST_VISITS} step="1" value=${form.visits} onInput=${number} /></label>
    <div class="what-if__pair">
      <${Clock} label=${t("what-if-opens")} value=${form.opens} onInput=${(/** @type {string} */ at) => onChange(withHours(form, at, form.closes))} />
      <${Clock} label=${t("what-if-closes")} value=${form.closes} onInput=${(/** @type {string} */ at) => onChange(withHours(form, form.opens, at))} />
    </div>
    <label class="field"><span class="field__label">${t("what-if-policy")}</span>
      <select class="input" value=${form.policy} onChange=${(/** @type {any} */ event) => onChange({ ...form, policy: event.target.value })}>
        ${POLICIES.map((name) => html`<option key=${name} value=${name} selected=${name === form.policy}>${t(`what-if-policy-${name}`)}</option>`)}
      </select></label>
    <fieldset class="what-if__people"><legend class="field__label">${t("what-if-people")}</legend>
      ${day.managers.map((one) => html`<${Person} key=${one.id} day=${day} form=${form} one=${one} onChange=${onChange} />`)}
    </fieldset>
    <div class="what-if__actions">
      <${Button} kind="primary" type="submit" icon="play" busy=${busy}>${t("what-if-try")}<//>
      <${Button} kind="quiet" icon="rotate-ccw" onClick=${onReset}>${t("what-if-again")}<//>
    </div>
  </form>`;
}

/** @param {{label: string, value: string, onInput: (at: string) => void, read?: boolean, disabled?: boolean}} props */
function Clock({ label, value, onInput, read = false, disabled = false }) {
  const type = (/** @type {any} */ event) => event.target.value && onInput(event.target.value);
  const input = html`<input class="input" type="time" required step="900" value=${value} disabled=${disabled} aria-label=${read ? label : undefined} onInput=${type} />`;
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
  return html`<div class="what-if__person" data-off=${now.works ? undefined : "true"}>
    <label class="check"><input type="checkbox" checked=${now.works} onChange=${(/** @type {any} */ event) => set({ works: event.target.checked })} /><span>${one.name}</span></label>
    ${now.works && html`<div class="what-if__shift">
      <${Clock} read label=${t("what-if-from-of", { name: one.name })} value=${now.from} onInput=${(/** @type {string} */ at) => set({ from: at })} />
      <span aria-hidden="true">–</span>
      <${Clock} read label=${t("what-if-to-of", { name: one.name })} value=${now.to} onInput=${(/** @type {string} */ at) => set({ to: at })} />
    </div>
    <details class="what-if__skills"><summary><${Icon} name="list-checks" />${t("what-if-skills")}<span class="count">${Object.keys(now.topics).length}</span></summary>
      ${day.topics.map((topic) => html`<label key=${topic.id} class="what-if__skill"><span>${named(topic.name)}</span>
        <select class="input" value=${now.topics[topic.id] ?? "none"} onChange=${(/** @type {any} */ event) => level(topic.id, event.target.value)}>
          ${LEVELS.map((name) => html`<option key=${name} value=${name} selected=${name === (now.topics[topic.id] ?? "none")}>${t(`what-if-level-${name}`)}</option>`)}
        </select></label>`)}
    </details>`}
  </div>`;
}
