// The first and second screens: topics as large plain words, each with people waiting and the expected wait.

import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { waitText } from "/assets/web/waiting.js";
import { lasts, settled } from "./offline_tickets.js";
import { go, reach, step } from "./steps.js";
import { TOPICS_A_SCREEN, atTheTop, canBeChosen, expectedWait, screenful, under } from "./tree.js";

/** @typedef {import("./tree.js").Topic} Topic */

/** A longer name is set smaller, so that it stays whole. Chinese names are never so long. */
const LONG_NAME = 38;
/** A longer word does not fit into a narrow card at full size, and breaking it is worse than a smaller letter. */
const LONG_WORD = 14;

/** So many topics with long names in the lower half. */
const LOW_PLACES = 4;
/** More would push the topics off the screen. */
const SETTLED_SHOWN = 6;

/** @param {{office: import("./situation.js").OfficeRow, topics: Topic[], cut?: boolean}} props `cut`: without a link nobody knows who waits */
export function Topics({ office, topics, cut = false }) {
  const here = step.value;
  const heading = here.name === "heading" ? here.heading : null;
  const all = heading === null ? atTheTop(topics) : under(topics, heading);
  const { shown, page, pages } = screenful(all, "page" in here ? here.page : 0, placesFor(all));
  const title = heading === null ? t("kiosk-question") : named(topics.find((topic) => topic.id === heading)?.name);
  const message = heading === null ? named(office.message) : t("kiosk-question-closer");
  const turn = () => {
    const next = (page + 1) % pages;
    go(heading === null ? { name: "start", page: next } : { name: "heading", heading, page: next });
  };
  return html`<section class="ask">
    <div class="ask__words"><h1>${title}</h1>${cut ? html`<p class="ask__message ask__cut"><${Icon} name="wifi-off" />${t("kiosk-cut")}</p>` : heading === null && settled.value.some(lasts) ? html`<${Settled} />` : message && html`<p class="ask__message">${message}</p>`}</div>
    <ul class=${`cards cards--${shown.length + (pages > 1 ? 1 : 0)}`}>
      ${shown.map((topic) => html`<li key=${topic.id}><${Card} topics=${topics} topic=${topic} cut=${cut} /></li>`)}
      ${pages > 1 && html`<li key="more"><button type="button" class="card card--more" onClick=${turn}><span class="card__name">${t("kiosk-more", { page: page + 1, pages })}</span><${Icon} name="chevron-right" class="card__arrow" /></button></li>`}
    </ul>
  </section>`;
}

/** In the lower half of an upright screen three rows of long names would not stay whole. @param {Topic[]} all */
function placesFor(all) {
  const low = reach.value && document.documentElement.dataset.turned === "portrait";
  return low && all.some((topic) => named(topic.name).length > LONG_NAME) ? LOW_PLACES : TOPICS_A_SCREEN;
}

/** What became of tickets given out without a link: whoever holds a code finds the number here. */
function Settled() {
  const last = settled.value.filter(lasts).slice(-SETTLED_SHOWN);
  return html`<p class="ask__message" role="status">${t("kiosk-settled")} ${last.map((one) => html`<span key=${one.code} class="ask__settled">${one.number === null ? t("kiosk-settled-refused", { code: one.code }) : t("kiosk-settled-number", { code: one.code, number: one.number })}</span> `)}</p>`;
}

/** @param {{topics: Topic[], topic: Topic, cut: boolean}} props */
function Card({ topics, topic, cut }) {
  const open = canBeChosen(topics, topic);
  const choose = () => {
    if (topic.state === "heading") go({ name: "heading", heading: topic.id, page: 0 });
    else go({ name: "confirm", topic: topic.id, heading: step.peek().name === "heading" ? topic.parent : null });
  };
  const name = named(topic.name);
  return html`<button type="button" class=${["card", ...lengths(name)].join(" ")} data-topic=${topic.id} disabled=${!open} onClick=${choose}>
    <span class="card__name">${name}</span>
    ${open ? !cut && html`<${Load} topics=${topics} topic=${topic} />` : html`<${Suspended} topic=${topic} />`}
    ${open && html`<${Icon} name="chevron-right" class="card__arrow" />`}
  </button>`;
}

/** @param {string} name @returns {string[]} */
function lengths(name) {
  if (name.length > LONG_NAME) return ["card--long"];
  return name.split(/[\s-]+/).some((word) => word.length > LONG_WORD) ? ["card--wide"] : [];
}

/** @param {{topics: Topic[], topic: Topic}} props */
export function Load({ topics, topic }) {
  const wait = expectedWait(topics, topic);
  return html`<span class="load">
    <span class="load__one"><${Icon} name="users" />${topic.waiting === 0 ? t("kiosk-nobody") : t("people", { count: topic.waiting })}</span>
    <span class="load__one"><${Icon} name="clock" />${topic.desks === 0 ? t("kiosk-no-desk") : waitText(wait)}</span>
  </span>`;
}

/** @param {{topic: Topic}} props */
function Suspended({ topic }) {
  return html`<span class="load"><span class="load__one"><${Icon} name="circle-pause" />${t("kiosk-suspended")}${topic.reason ? `: ${topic.reason}` : ""}</span></span>`;
}
