// One topic or heading as a card on a phone: its name, and how many wait where that is of interest.

import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { Load } from "./topics.js";
import { canBeChosen } from "./tree.js";

/** @param {{topics: import("./tree.js").Topic[], topic: import("./tree.js").Topic, later?: boolean, onChoose: (topic: string) => void}} props `later`: for another day */
export function Choice({ topics, topic, later = false, onChoose }) {
  const open = later || canBeChosen(topics, topic);
  return html`<button type="button" class="choice" data-topic=${topic.id} disabled=${!open} onClick=${() => onChoose(topic.id)}>
    <span class="choice__words"><span class="choice__name">${named(topic.name)}</span>
      ${!later && (open ? html`<${Load} topics=${topics} topic=${topic} />` : html`<span class="load"><span class="load__one"><${Icon} name="circle-pause" />${t("kiosk-suspended")}${topic.reason ? `: ${topic.reason}` : ""}</span></span>`)}
    </span>
    ${open && html`<${Icon} name="chevron-right" class="choice__arrow" />`}
  </button>`;
}
