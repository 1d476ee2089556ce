// Administration: the day of one office, who is at which desk, topics and the board's message; for administrators devices, people and the audit.
// No cockpit: where a promise will break is another page's question.

import { html, useEffect, useState } from "/assets/web/html.js";
import { named, t } from "/assets/web/i18n.js";
import { ConnectionBanner, Loading } from "/assets/web/states.js";
import { ChooseOffice } from "../choose_office.js";
import { Confirm } from "/assets/web/staff/confirming.js";
import { useOfficeView } from "../office_view.js";
import { expired } from "/assets/web/staff/session.js";
import { ForStaff, StaffBar, startPage } from "/assets/web/staff/staff.js";
import { AuditPanel } from "./audit_panel.js";
import { DayPanel } from "./day_panel.js";
import { DesksPanel } from "./desks_panel.js";
import { DevicesPanel } from "./devices_panel.js";
import { MessagePanel } from "./message_panel.js";
import { PeoplePanel } from "./people_panel.js";
import { TopicsPanel } from "./topics_panel.js";

/** @typedef {import("/assets/web/staff/session.js").Session} Session */
/** @typedef {ReturnType<typeof useOfficeView>} View */
/** @typedef {{view: View, id: string, ask: (question: import("/assets/web/staff/confirming.js").Question) => void, say: (text: string) => void}} PanelProps */

const SAID_MS = 6_000;
const TABS = [
  { id: "day", text: "admin-day", roles: ["supervisor", "admin"] },
  { id: "devices", text: "admin-devices", roles: ["admin"] },
  { id: "people", text: "admin-people", roles: ["admin"] },
  { id: "audit", text: "admin-audit", roles: ["admin"] },
];

function AdminPage() {
  return html`<${ForStaff} roles=${["supervisor", "admin"]}>${(/** @type {Session} */ who) => html`<${Administration} who=${who} />`}<//>`;
}

/** @param {{who: Session}} props */
function Administration({ who }) {
  const asked = new URLSearchParams(location.search);
  const office = who.office ?? asked.get("office");
  const [tab, setTab] = useState(location.hash.slice(1) || "day");
  const [question, setQuestion] = useState(/** @type {import("/assets/web/staff/confirming.js").Question | null} */ (null));
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  useEffect(() => {
    const follow = () => setTab(location.hash.slice(1) || "day");
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    document.title = t("admin-title");
  });
  const tabs = TABS.filter((one) => one.roles.includes(who.role));
  const here = tabs.some((one) => one.id === tab) ? tab : "day";
  if (here === "day" && !office) return html`<${ChooseOffice} who=${who} path="/admin" more=${tabs.slice(1).map((one) => ({ href: `#${one.id}`, text: t(one.text) }))} />`;
  return html`<div class="admin">
      <${StaffBar} who=${who} here="/admin" />
      <nav class="tabs" aria-label=${t("admin-title")}>
        ${tabs.length > 1 && tabs.map((one) => html`<a key=${one.id} class="tab" href=${`#${one.id}`} aria-current=${one.id === here ? "page" : undefined}>${t(one.text)}</a>`)}
      </nav>
      ${here === "day" && office && html`<${OneDay} who=${who} id=${office} ask=${setQuestion} say=${setSaid} />`}
      ${here === "devices" && html`<${DevicesPanel} ask=${setQuestion} say=${setSaid} />`}
      ${here === "people" && html`<${PeoplePanel} who=${who} ask=${setQuestion} say=${setSaid} />`}
      ${here === "audit" && html`<${AuditPanel} />`}
      <p class="said" role="status">${said}</p>
    </div>
    <${Confirm} question=${question} onClose=${() => setQuestion(null)} />`;
}

/** @param {{who: Session, id: string, ask: PanelProps["ask"], say: PanelProps["say"]}} props */
function OneDay({ who, id, ask, say }) {
  const view = useOfficeView(id);
  const panel = { view, id, ask, say };
  return html`${!expired.value && html`<${ConnectionBanner} view=${view.live} timezone=${view.office?.timezone} />`}
    <main class="admin__main" data-fresh=${view.fresh ? "true" : "false"}>
      ${!view.ready
        ? html`<${Loading} />`
        : html`<header class="admin__head"><h1>${named(view.office?.name)}</h1>${!who.office && html`<a href="/admin">${t("admin-other-office")}</a>`}</header>
            <${DayPanel} ...${panel} />
            <${MessagePanel} ...${panel} />
            <${DesksPanel} ...${panel} />
            <${TopicsPanel} ...${panel} />`}
    </main>`;
}

startPage(AdminPage);
