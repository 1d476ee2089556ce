// The last screen before the ticket: what to bring, how long it will take, and the one touch. A category's button takes the ticket
// itself, so that it costs no touch more.

import { Button, Icon } from "/assets/web/components.js";
import { html, useState } from "/assets/web/html.js";
import { Problem } from "/assets/web/http.js";
import { named, t } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";
import { takeOffline } from "./offline_tickets.js";
import { busy, failure, take } from "./taking.js";
import { failureText } from "./trouble.js";

/**
 * @param {{office: import("./situation.js").OfficeRow & {id?: string}, topic: import("./tree.js").Topic, cut?: boolean, onIssued: (ticket: import("./taking.js").Issued) => void}} props
 */
export function Confirm({ office, topic, cut = false, onIssued }) {
  const [pressed, press] = useState(/** @type {string | null} */ (null));
  const ask = async (/** @type {string | null} */ category) => {
    if (busy.peek()) return;
    press(category);
    const ticket = await (cut ? takeOffline(String(office.id), topic.id, category) : take(String(office.id), topic.id, category));
    if (ticket) onIssued(ticket);
  };
  const bring = named(topic.bring);
  const failed = cut ? null : topic.state === "open" ? failure.value : new Problem("topic_suspended");
  const again = failed instanceof Problem && failed.passing && topic.state === "open";
  const closed = topic.state !== "open"; // suspended while the visitor was reading
  return html`<section class="confirm">
    <div class="confirm__words" role="group" aria-label=${named(topic.name)} tabindex="0">
      <h1>${named(topic.name)}</h1>
      ${cut && html`<p class="ask__message ask__cut"><${Icon} name="wifi-off" />${t("kiosk-cut")}</p>`}
      ${!cut && html`<dl class="facts">
        <div><dt><${Icon} name="users" />${t("kiosk-waiting-label")}</dt><dd>${topic.waiting === 0 ? t("kiosk-nobody") : t("people", { count: topic.waiting })}</dd></div>
        <div><dt><${Icon} name="clock" />${t("wait-label")}</dt><dd>${topic.desks === 0 ? t("kiosk-no-desk") : waitText(topic.expected_wait)}</dd></div>
      </dl>`}
      ${bring && html`<div class="bring"><${Icon} name="file-text" /><div><h2>${t("kiosk-bring")}</h2><p>${bring}</p></div></div>`}
    </div>
    <div class="confirm__do">
      ${failed && html`<p class="confirm__failed" role="alert"><${Icon} name="circle-alert" />${failureText(failed)}</p>`}
      <${Button} kind="primary" size="xl" wide class="take" id="take" busy=${busy.value && pressed === null} disabled=${closed || (busy.value && pressed !== null)} icon="ticket" onClick=${() => ask(null)}>
        ${t(again ? "kiosk-take-again" : "kiosk-take")}
      <//>
      ${!closed && office.categories.length > 0 && html`<div class="categories">
        <h2>${t("kiosk-category")}</h2>
        <ul class="categories__all">
          ${office.categories.map(
            (category) => html`<li key=${category.id}>
              <${Button} class="category" wide busy=${busy.value && pressed === category.id} disabled=${busy.value && pressed !== category.id} onClick=${() => ask(category.id)}>${named(category.name)}<//>
            </li>`,
          )}
        </ul>
      </div>`}
    </div>
  </section>`;
}
