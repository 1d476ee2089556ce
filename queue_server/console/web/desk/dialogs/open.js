// Who sits down at this desk, asked only of those who are no manager themselves.

import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { Picker } from "../../picker.js";

/** @param {import("./dialogs.js").DialogProps} props */
export function OpenDialog({ work, close }) {
  const { office, desks } = work.view.value;
  const deskOf = new Map(desks.filter((desk) => desk.manager).map((desk) => [desk.manager?.id, desk.number]));
  const items = (office?.managers ?? []).map((one) => ({
    id: one.id,
    label: one.name,
    icon: "user",
    obstacle: deskOf.has(one.id) ? t("desk-number", { desk: deskOf.get(one.id) ?? "" }) : null,
  }));
  const take = async (/** @type {import("../../picker.js").Item} */ item) => {
    close();
    await work.atDesk("open", { manager: item.id });
  };
  return html`<p>${t("open-text")}</p>
    <${Picker} label=${t("manager")} items=${items} none=${(/** @type {string} */ text) => t("transfer-none-found", { text })} onTake=${take} />`;
}
