// Giving out a ticket for a visitor: topic, category, language, one key; then the number, ready to print.

import { Button, Chip, Icon, Qr, ticketQr } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { newId, post } from "/assets/web/http.js";
import { errorText, LANGUAGES, named, OWN_NAMES, t } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";
import { Choices } from "/assets/web/staff/choices.js";
import { noteExpired } from "/assets/web/staff/session.js";

/** @param {{office: any, topics: any[], fresh: boolean, onPrint: (ticket: any) => void}} props */
export function IssuePanel({ office, topics, fresh, onPrint }) {
  const [topic, setTopic] = useState(/** @type {string | null} */ (null));
  const [category, setCategory] = useState("");
  const [spoken, setSpoken] = useState("ru");
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState(/** @type {string | null} */ (null));
  const [ticket, setTicket] = useState(/** @type {any} */ (null));
  /** One id a visitor: however often the button is pressed, it is one ticket. */
  const id = useRef(newId());
  const done = useRef(/** @type {HTMLElement | null} */ (null));
  const form = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const first = ticket ? done.current?.querySelector("button") : form.current?.querySelector("input:enabled");
    /** @type {HTMLElement | null | undefined} */ (first)?.focus();
  }, [ticket]);

  const served = topics.filter((one) => one.state !== "heading");
  const choices = served.map((one) => ({
    value: one.id,
    label: named(one.name),
    hint: one.state === "suspended" ? one.reason || t("admin-topic-suspended") : one.state === "unavailable" ? t("admin-topic-unavailable") : t("reception-topic-waiting", { count: one.waiting }),
    disabled: one.state !== "open",
  }));
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (busy || !fresh) return;
    if (!topic) {
      setTrouble(t("reception-topic-missing"));
      return;
    }
    setBusy(true);
    setTrouble(null);
    try {
      const body = { id: id.current, topic, language: spoken, ...(category ? { category } : {}) };
      setTicket(await post(`/api/v1/offices/${encodeURIComponent(office.id)}/tickets`, body, { key: id.current }));
    } catch (error) {
      if (!noteExpired(error)) setTrouble(errorText(error));
    }
    setBusy(false);
  };
  const next = () => {
    id.current = newId();
    setTicket(null);
    setTopic(null);
    setCategory("");
    setSpoken("ru");
  };

  if (ticket) {
    return html`<section class="issue issue--done" ref=${done} aria-labelledby="issued">
      <h2 id="issued" class="only-read">${t("reception-issued", { number: ticket.number })}</h2>
      <p class="issue__number"><${Chip} number=${ticket.number} /></p>
      <p class="issue__topic">${named(topics.find((one) => one.id === ticket.topic)?.name)}</p>
      <p class="quiet" role="status">${t("reception-issued-ahead", { count: ticket.people_ahead ?? 0 })} · ${waitText(ticket.expected_wait)}</p>
      <${Qr} src=${ticketQr(ticket.id)} label=${t("slip-follow")} />
      <div class="issue__actions">
        <${Button} icon="printer" onClick=${() => onPrint(ticket)}>${t("reception-print")}<//>
        <${Button} kind="primary" icon="user-plus" onClick=${next}>${t("reception-next")}<//>
      </div>
    </section>`;
  }
  const closed = !office?.open || !office?.issuing;
  return html`<form class="issue form" ref=${form} onSubmit=${submit} novalidate aria-labelledby="issue-title">
    <h2 class="issue__title" id="issue-title">${t("reception-issue")}</h2>
    ${closed && html`<p class="issue__closed" role="status"><${Icon} name="ban" />${t("reception-not-issuing")}</p>`}
    <${Choices} name="topic" legend=${t("reception-topic")} choices=${choices} value=${topic} onChoose=${setTopic} error=${trouble && !topic ? trouble : null} />
    <div class="issue__row">
      <label class="field"><span class="field__label">${t("category")}</span>
        <select class="input" value=${category} onChange=${(/** @type {any} */ event) => setCategory(event.target.value)}>
          <option value="">${t("reception-category-none")}</option>
          ${(office?.categories ?? []).map((/** @type {any} */ one) => html`<option value=${one.id} key=${one.id}>${named(one.name)}</option>`)}
        </select></label>
      <label class="field"><span class="field__label">${t("reception-language")}</span>
        <select class="input" value=${spoken} onChange=${(/** @type {any} */ event) => setSpoken(event.target.value)}>
          ${LANGUAGES.map((lang) => html`<option value=${lang} key=${lang} lang=${lang}>${OWN_NAMES[lang]}</option>`)}
        </select></label>
    </div>
    <p class="form-trouble" role="alert">${trouble && topic && html`<${Icon} name="circle-alert" /><span>${trouble}</span>`}</p>
    <${Button} kind="primary" size="l" type="submit" wide busy=${busy} disabled=${closed || !fresh}>${t(busy ? "reception-issuing" : "reception-issue-button")}<//>
  </form>`;
}
