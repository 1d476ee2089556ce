// The topics of an office: given out, suspended with a reason that visitors read, or without anybody who serves them.

import { Button, Icon } from "/assets/web/components.js";
import { html } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { command } from "/assets/web/staff/commanding.js";

/** @type {Record<string, string>} */
const ICON_OF = { open: "check", suspended: "circle-pause", unavailable: "user-x" };

/** @param {import("./admin.js").PanelProps} props */
export function TopicsPanel({ view, id, ask, say }) {
  const topics = [...view.topics.values()].filter((topic) => topic.state !== "heading");
  const suspend = (/** @type {any} */ topic) =>
    ask({
      title: t("admin-suspend-ask", { topic: named(topic.name) }),
      text: t("admin-suspend-text"),
      action: t("admin-suspend"),
      reason: { legend: t("admin-suspend-reason"), choices: [t("admin-suspend-reason-system"), t("admin-suspend-reason-staff"), t("admin-suspend-reason-full")] },
      run: async (reason) => {
        const { trouble } = await command(`offices/${id}/suspend_topic`, { topic: topic.id, reason });
        if (!trouble) say(t("admin-topic-said", { topic: named(topic.name), state: t("admin-topic-suspended") }));
        return trouble;
      },
    });
  const resume = async (/** @type {any} */ topic) => {
    const { trouble } = await command(`offices/${id}/resume_topic`, { topic: topic.id });
    say(trouble ?? t("admin-topic-said", { topic: named(topic.name), state: t("admin-topic-open") }));
  };
  return html`<section class="panel panel--wide" aria-labelledby="topics-title">
    <h2 id="topics-title">${t("admin-topics")}</h2>
    <div class="scroll" tabindex="0" role="group" aria-labelledby="topics-title"><table class="table">
      <thead><tr><th scope="col">${t("topic")}</th><th scope="col">${t("admin-presence")}</th><th scope="col" class="table__number">${t("state-waiting")}</th><th scope="col" class="table__number">${t("desks-title")}</th><th scope="col"><span class="only-read">${t("reception-actions")}</span></th></tr></thead>
      <tbody>
        ${topics.map((topic) => html`<tr key=${topic.id}>
          <td>${named(topic.name)}</td>
          <td><span class="topic-state"><${Icon} name=${ICON_OF[topic.state] ?? "check"} />${t(`admin-topic-${topic.state}`)}</span>${topic.state === "suspended" && topic.reason && html`<small>${topic.reason}</small>`}</td>
          <td class="table__number">${topic.waiting}</td>
          <td class="table__number">${topic.desks}</td>
          <td class="table__actions">${view.fresh && topic.state === "suspended" && html`<${Button} kind="quiet" icon="circle-play" label=${`${t("admin-resume")}: ${named(topic.name)}`} onClick=${() => resume(topic)}>${t("admin-resume")}<//>`}
            ${view.fresh && topic.state !== "suspended" && html`<${Button} kind="quiet" icon="circle-pause" label=${`${t("admin-suspend")}: ${named(topic.name)}`} onClick=${() => suspend(topic)}>${t("admin-suspend")}<//>`}</td>
        </tr>`)}
      </tbody>
    </table></div>
  </section>`;
}
