// One more topic in the same visit.

import { html } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { Picker } from "../../picker.js";

/** @param {import("./dialogs.js").DialogProps} props */
export function AddTopicDialog({ work, close }) {
  const { topics, visitor } = work.view.value;
  const items = [...topics.values()]
    .filter((topic) => topic.state !== "heading" && !visitor?.topics.includes(topic.id))
    .map((topic) => ({ id: topic.id, label: named(topic.name), icon: "plus" }));
  const take = async (/** @type {import("../../picker.js").Item} */ item) => {
    close();
    await work.withVisitor("add_topic", { topic: item.id });
  };
  return html`<p>${t("add-topic-text")}</p>
    <${Picker} label=${t("topic")} items=${items} none=${(/** @type {string} */ text) => t("transfer-none-found", { text })} onTake=${take} />`;
}
