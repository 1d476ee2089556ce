// One step in several offices: chosen from those in sight, named before it is done, told office by office afterwards.
// Each office gets a command of its own: what one refuses does not keep the others.

import { Button, Dialog, Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { LANGUAGES, named, OWN_NAMES, t } from "/assets/web/i18n.js";
import { command } from "/assets/web/staff/commanding.js";
import { outcomes } from "./many_steps.js";

const STEPS = /** @type {const} */ (["stop_issuing", "resume_issuing", "suspend_topic", "resume_topic", "message"]);

/** @typedef {{id: string, name: string}} Office */
/** @typedef {{step: string, topic: string, reason: string, text: Record<string, string>}} Wish */

/** @param {{company: import("./company.js").Company}} props */
export function ManyOffices({ company }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  const none = company.order.value.length === 0;
  return html`<${Button} icon="list-checks" disabled=${none || company.live.standing.value !== "live"} onClick=${() => setOpen(true)}>${t("many-open")}<//>
    <${Dialog} open=${open} title=${t("many-title")} onClose=${close} class="many">${open && html`<${Many} company=${company} onClose=${close} />`}<//>`;
}

/** The offices are those in sight when it was opened, named in the language of the page. @param {{company: import("./company.js").Company, onClose: () => void}} props */
function Many({ company, onClose }) {
  const [ids] = useState(() => [...company.order.peek()]);
  const offices = ids.map((id) => ({ id, name: named(company.offices.get(id)?.peek().row.name) || id })).sort((one, other) => one.name.localeCompare(other.name));
  const narrowed = company.territory.peek() !== "" || company.search.peek() !== "";
  const [chosen, setChosen] = useState(() => new Set(narrowed ? ids : []));
  const [wish, setWish] = useState(/** @type {Wish} */ ({ step: STEPS[0], topic: "", reason: "", text: {} }));
  const [stage, setStage] = useState(/** @type {"asking" | "sure" | "doing" | "done"} */ ("asking"));
  const [told, setTold] = useState(/** @type {Map<string, string | null>} */ (new Map()));
  const where = offices.filter((one) => chosen.has(one.id));
  const run = async (/** @type {Office[]} */ these) => {
    setStage("doing");
    const found = await outcomes(these.map((one) => one.id), async (id) => (await command(`offices/${encodeURIComponent(id)}/${wish.step}`, bodyOf(wish))).trouble);
    setTold((before) => new Map([...before, ...found]));
    setStage("done");
  };
  if (stage === "asking") return html`<${Asking} offices=${offices} chosen=${chosen} onChoose=${setChosen} wish=${wish} onWish=${setWish} onNext=${() => setStage("sure")} onClose=${onClose} />`;
  if (stage === "done") return html`<${Told} offices=${where} told=${told} onAgain=${run} onClose=${onClose} />`;
  return html`<p>${t(`many-sure-${wish.step.replace("_", "-")}`, { count: where.length })}</p>
    <${Names} offices=${where} />
    <div class="dialog__actions">
      <${Button} kind="quiet" disabled=${stage === "doing"} onClick=${() => setStage("asking")}>${t("many-back")}<//>
      <${Button} kind="primary" busy=${stage === "doing"} onClick=${() => run(where)}>${t("many-do")}<//>
    </div>`;
}

/** @param {Wish} wish */
function bodyOf(wish) {
  if (wish.step === "suspend_topic") return { topic: wish.topic, reason: wish.reason.trim() };
  if (wish.step === "resume_topic") return { topic: wish.topic };
  if (wish.step === "message") return { text: Object.fromEntries(Object.entries(wish.text).map(([lang, line]) => [lang, line.trim()]).filter(([, line]) => line)) };
  return {};
}

/**
 * @param {{offices: Office[], chosen: Set<string>, onChoose: (chosen: Set<string>) => void, wish: Wish, onWish: (wish: Wish) => void, onNext: () => void, onClose: () => void}} props
 */
function Asking({ offices, chosen, onChoose, wish, onWish, onNext, onClose }) {
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const ofTopic = wish.step === "suspend_topic" || wish.step === "resume_topic";
  const next = (/** @type {Event} */ event) => {
    event.preventDefault();
    const missing = chosen.size === 0 ? "many-nowhere" : ofTopic && !wish.topic ? "many-no-topic" : wish.step === "suspend_topic" && !wish.reason.trim() ? "reason-needed" : null;
    setTrouble(missing && t(missing));
    if (!missing) onNext();
  };
  const toggle = (/** @type {string} */ id) => {
    const after = new Set(chosen);
    if (!after.delete(id)) after.add(id);
    onChoose(after);
  };
  const all = chosen.size === offices.length;
  return html`<form class="form" onSubmit=${next} novalidate>
    <label class="field"><span class="field__label">${t("many-step")}</span>
      <select class="input" value=${wish.step} onChange=${(/** @type {any} */ event) => onWish({ ...wish, step: event.target.value })}>
        ${STEPS.map((step) => html`<option key=${step} value=${step}>${t(`many-step-${step.replace("_", "-")}`)}</option>`)}
      </select></label>
    ${ofTopic && html`<${TopicField} wish=${wish} onWish=${onWish} />`}
    ${wish.step === "suspend_topic" && html`<label class="field"><span class="field__label">${t("cockpit-suspend-reason")}</span>
      <input class="input" maxlength="200" value=${wish.reason} onInput=${(/** @type {any} */ event) => onWish({ ...wish, reason: event.target.value })} /></label>`}
    ${wish.step === "message" && html`<p class="field__hint">${t("many-message-hint")}</p>${LANGUAGES.map((lang) => html`<label class="field" key=${lang} lang=${lang}><span class="field__label">${OWN_NAMES[lang]}</span>
      <input class="input" maxlength="200" value=${wish.text[lang] ?? ""} onInput=${(/** @type {any} */ event) => onWish({ ...wish, text: { ...wish.text, [lang]: event.target.value } })} /></label>`)}`}
    <fieldset class="many__offices"><legend class="field__label">${t("many-offices", { chosen: chosen.size, all: offices.length })}</legend>
      <button type="button" class="link" onClick=${() => onChoose(new Set(all ? [] : offices.map((one) => one.id)))}>${t(all ? "many-none" : "many-all")}</button>
      <div class="many__list">${offices.map((one) => html`<label key=${one.id} class="many__office"><input type="checkbox" checked=${chosen.has(one.id)} onChange=${() => toggle(one.id)} /><span>${one.name}</span></label>`)}</div>
    </fieldset>
    <p class="form-trouble" role="alert">${trouble && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
    <div class="dialog__actions">
      <${Button} kind="quiet" onClick=${onClose}>${t("cancel")}<kbd class="key">Esc</kbd><//>
      <${Button} kind="primary" type="submit">${t("many-next")}<//>
    </div>
  </form>`;
}

/** The topics of all offices in reach; an office that has not the one says so afterwards. @param {{wish: Wish, onWish: (wish: Wish) => void}} props */
function TopicField({ wish, onWish }) {
  const [topics, setTopics] = useState(/** @type {[string, any][]} */ ([]));
  useEffect(() => {
    const leaves = (/** @type {any} */ office) => office.topics.filter((/** @type {any} */ one) => !office.topics.some((/** @type {any} */ other) => other.parent === one.id));
    get("/api/v1/offices").then((answer) => setTopics([...new Map(answer.offices.flatMap(leaves).map((/** @type {any} */ one) => [one.id, one.name]))]), () => {});
  }, []);
  return html`<label class="field"><span class="field__label">${t("topic")}</span>
    <select class="input" value=${wish.topic} onChange=${(/** @type {any} */ event) => onWish({ ...wish, topic: event.target.value })}>
      <option value=""></option>
      ${topics.map(([id, name]) => html`<option key=${id} value=${id}>${named(name) || id}</option>`)}
    </select></label>`;
}

/** @param {{offices: Office[]}} props */
function Names({ offices }) {
  return html`<ul class="many__names" tabindex="0" aria-label=${t("cockpit-offices")}>${offices.map((one) => html`<li key=${one.id}>${one.name}</li>`)}</ul>`;
}

/** @param {{offices: Office[], told: Map<string, string | null>, onAgain: (offices: Office[]) => void, onClose: () => void}} props */
function Told({ offices, told, onAgain, onClose }) {
  const failed = offices.filter((one) => told.get(one.id));
  return html`<p role="status"><b>${t("many-done", { done: offices.length - failed.length, all: offices.length })}</b></p>
    ${failed.length > 0 && html`<ul class="many__failed" tabindex="0" aria-label=${t("many-failed")}>${failed.map((one) => html`<li key=${one.id}><${Icon} name="circle-alert" /><span><b>${one.name}</b><br />${told.get(one.id)}</span></li>`)}</ul>`}
    <div class="dialog__actions">
      ${failed.length > 0 && html`<${Button} kind="quiet" onClick=${() => onAgain(failed)}>${t("many-again", { count: failed.length })}<//>`}
      <${Button} kind="primary" onClick=${onClose}>${t("many-close")}<//>
    </div>`;
}
