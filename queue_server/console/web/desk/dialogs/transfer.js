// Where a visitor goes next: one list of topics, colleagues and desks, found by typing.

import { html, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { Picker } from "../../picker.js";

/** @param {import("./dialogs.js").DialogProps} props */
export function TransferDialog({ work, close }) {
  const [back, setBack] = useState(false);
  const items = targets(work);
  const take = async (/** @type {import("../../picker.js").Item} */ item, /** @type {boolean} */ shift) => {
    const [kind, ...id] = item.id.split(":");
    const body = { [String(kind)]: id.join(":"), ...(back || shift ? { return_to_me: true } : {}) };
    close();
    await work.withVisitor("transfer", body);
  };
  return html`
    <p>${t("transfer-text")}</p>
    <${Picker} label=${t("transfer-find")} items=${items} none=${(/** @type {string} */ text) => t("transfer-none-found", { text })} onTake=${take} />
    <label class="check">
      <input type="checkbox" checked=${back} onChange=${(/** @type {any} */ event) => setBack(event.target.checked)} />
      <span>${t("transfer-return")}<small>${t("transfer-return-hint")}</small></span>
      <kbd class="key" aria-hidden="true">⇧ Enter</kbd>
    </label>`;
}

/** @param {import("../work.js").Work} work @returns {import("../../picker.js").Item[]} */
function targets(work) {
  const { topics, desks, visitor } = work.view.value;
  const open = desks.filter((desk) => desk.manager && desk.number !== work.number);
  const waiting = (/** @type {number | undefined} */ count) => (count ? t("transfer-waiting", { count }) : "");
  return [
    ...[...topics.values()]
      .filter((topic) => topic.state !== "heading" && topic.id !== visitor?.topic)
      .map((topic) => ({ id: `topic:${topic.id}`, group: t("transfer-to-topic"), icon: "list", label: named(topic.name), hint: waiting(topic.waiting) })),
    ...open.map((desk) => ({
      id: `manager:${desk.manager?.id}`,
      group: t("transfer-to-manager"),
      icon: "user",
      label: desk.manager?.name ?? "",
      hint: `${t("desk-number", { desk: desk.number })} · ${t(`presence-${desk.presence}`)}`,
      obstacle: skilled(work, desk.manager?.id) ? null : t("transfer-not-skilled"),
    })),
    ...open.map((desk) => ({
      id: `to_desk:${desk.number}`,
      group: t("transfer-to-desk"),
      icon: "monitor",
      label: t("desk-number", { desk: desk.number }),
      hint: desk.manager?.name ?? "",
      obstacle: skilled(work, desk.manager?.id) ? null : t("transfer-not-skilled"),
    })),
  ];
}

/** Whether a colleague serves the visitor's present topic; nobody would be served by one who does not. @param {import("../work.js").Work} work @param {string | undefined} manager */
function skilled(work, manager) {
  const { office, visitor } = work.view.value;
  const skills = office?.managers?.find((one) => one.id === manager)?.topics;
  return !skills || !visitor?.topic || visitor.topic in skills;
}
