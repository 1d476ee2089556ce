// One topic on the visitor's phone: what to bring, how long it will take, and the ticket.

import { Button, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { Problem } from "/assets/web/http.js";
import { errorText, named, t } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";
import { busy, failure, take } from "./taking.js";

/**
 * @param {{office: import("./join.js").Office, topic: import("./tree.js").Topic, onIssued: (ticket: import("./taking.js").Issued) => void}} props
 */
export function JoinTopic({ office, topic, onIssued }) {
  const [category, choose] = useState("");
  const ask = async () => {
    const ticket = await take(office.id, topic.id, category || null);
    if (ticket) onIssued(ticket);
  };
  const failed = topic.state === "open" ? failure.value : new Problem("topic_suspended");
  const bring = named(topic.bring);
  return html`<h1 class="join__question">${named(topic.name)}</h1>
    <dl class="pairs">
      <div><dt><${Icon} name="users" />${t("kiosk-waiting-label")}</dt><dd>${topic.waiting === 0 ? t("kiosk-nobody") : t("people", { count: topic.waiting })}</dd></div>
      <div class="pairs__main"><dt><${Icon} name="clock" />${t("wait-label")}</dt><dd>${topic.desks === 0 ? t("kiosk-no-desk") : waitText(topic.expected_wait)}</dd></div>
    </dl>
    ${bring && html`<section class="join__bring"><h2><${Icon} name="file-text" />${t("kiosk-bring")}</h2><p>${bring}</p></section>`}
    ${office.categories.length > 0 && html`<label class="field"><span class="field__label">${t("join-category")}</span>
      <select class="input join__category" value=${category} onChange=${(/** @type {any} */ event) => choose(event.target.value)}>
        <option value="">${t("join-category-none")}</option>
        ${office.categories.map((one) => html`<option key=${one.id} value=${one.id}>${named(one.name)}</option>`)}
      </select></label>`}
    ${failed && html`<p class="refused" role="alert">${errorText(failed)}</p>`}
    <div class="do">
      <${Button} kind="primary" size="l" wide id="take" icon="ticket" busy=${busy.value} disabled=${topic.state !== "open"} onClick=${ask}>${t("kiosk-take")}<//>
      <${Button} kind="quiet" size="l" wide icon="arrow-left" disabled=${busy.value} onClick=${() => history.back()}>${t("back")}<//>
    </div>`;
}
