// Rosters: the page; which office and which week, its frame asks.

import { html } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { serverNow } from "/assets/web/clock.js";
import { startPage } from "/assets/web/staff/staff.js";
import { dateOf, OfficeDays } from "../office_days.js";
import { Week } from "./week.js";

function RosterPage() {
  return html`<${OfficeDays} here="/roster" name="roster" day=${t("roster-first")} date=${nextMonday()}>
    ${(/** @type {import("../office_days.js").Chosen} */ { office, timezone, date, onUnsaved }) => html`<${Week} office=${office} timezone=${timezone} first=${date} onUnsaved=${onUnsaved} />`}
  <//>`;
}

function nextMonday() {
  const moment = new Date(serverNow());
  moment.setDate(moment.getDate() + ((8 - moment.getDay()) % 7 || 7));
  return dateOf(moment);
}

startPage(RosterPage, "analytics");
