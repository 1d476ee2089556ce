// The topics of one visit, where it has several: which one is being dealt with, which wait, which are done.

import { Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";

/** @param {{work: import("./work.js").Work, visitor: import("./rows.js").VisitorRow}} props */
export function VisitTopics({ work, visitor }) {
  if (visitor.topics.length + visitor.finished.length < 2) return null;
  const { topics, office } = work.view.value;
  const nameOf = (/** @type {string} */ id) => named(topics.get(id)?.name) || id;
  const outcomeOf = (/** @type {string | null} */ id) => named(office?.outcomes?.find((one) => one.id === id)?.name);
  const switchTo = (/** @type {string} */ topic) => work.withVisitor("switch_topic", { topic }, { topic: nameOf(topic) });
  return html`<section class="visit-topics" aria-labelledby="visit-topics">
    <h2 class="small-title" id="visit-topics">${t("visitor-topics")}</h2>
    <ul>
      ${visitor.finished.map(
        (done, place) => html`<li key=${`done-${place}`} class="visit-topic visit-topic--done"><${Icon} name="check" /><span>${nameOf(done.topic)}</span><small>${outcomeOf(done.outcome) || t("visitor-topic-done")}</small></li>`,
      )}
      ${visitor.topics.map((topic) =>
        topic === visitor.topic
          ? html`<li key=${topic} class="visit-topic visit-topic--now" aria-current="true"><${Icon} name="arrow-right" /><span>${nameOf(topic)}</span><small>${t("visitor-topic-active")}</small></li>`
          : html`<li key=${topic} class="visit-topic"><button type="button" class="visit-topic__switch" title=${t("action-switch_topic")} onClick=${() => switchTo(topic)}><${Icon} name="repeat" /><span>${nameOf(topic)}</span></button></li>`,
      )}
    </ul>
  </section>`;
}
