// The supervisor's cockpit: where the promise breaks now, in which office, for which topic, for which ticket, and what helps.
// Knows which of its screens the address asks for; each screen is a module of its own.

import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { named, t } from "/assets/web/i18n.js";
import { ConnectionBanner, Loading } from "/assets/web/states.js";
import { expired } from "/assets/web/staff/session.js";
import { ForStaff, StaffBar, startPage } from "/assets/web/staff/staff.js";
import { useRinging } from "../alerts/sound.js";
import { AlertsPanel } from "./alerts_panel.js";
import { useCompany } from "./company.js";
import { DayTogether } from "./day_panel.js";
import { ManyOffices } from "./many_offices.js";
import { Numbers } from "./numbers.js";
import { OfficeScreen } from "./office_screen.js";
import { OfficeTable, OfficeTiles } from "./office_table.js";
import { StepsPanel } from "./steps_panel.js";

/** @typedef {import("/assets/web/staff/session.js").Session} Session */

const ROLES = ["supervisor", "admin"];
const SAID_MS = 6_000;

function CockpitPage() {
  return html`<${ForStaff} roles=${ROLES}>${(/** @type {Session} */ who) => html`<${Cockpit} who=${who} />`}<//>`;
}

/**
 * Where the address leads: `#office/klin/topic/meters`, `#office/klin/ticket/ID`, or nowhere; whoever has one office only, there.
 * @param {string | null} own
 */
function place(own) {
  const [kind, office, part, id] = location.hash.slice(1).split("/").map(decodeURIComponent);
  if (kind === "office" && office) return { office, topic: part === "topic" ? id : null, ticket: part === "ticket" ? id : null };
  return own === null ? null : { office: own, topic: null, ticket: null };
}

/** @param {{who: Session}} props */
function Cockpit({ who }) {
  const company = useCompany();
  const [here, setHere] = useState(() => place(who.office));
  const [territories, setTerritories] = useState(/** @type {Map<string, any>} */ (new Map()));
  const [said, setSaid] = useState("");
  useEffect(() => {
    const follow = () => (setHere(place(who.office)), scrollTo(0, 0));
    addEventListener("hashchange", follow);
    get("/api/v1/offices").then((answer) => setTerritories(new Map(answer.organisation.territories.map((/** @type {any} */ one) => [one.id, one.name]))), () => {});
    return () => removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(""), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const office = here && company.offices.get(here.office)?.value;
  useEffect(() => {
    document.title = office ? `${named(office.row.name)} · ${t("cockpit-title")}` : t("cockpit-title");
  });
  const standing = company.live.standing.value;
  return html`<div class="cockpit">
      <${StaffBar} who=${who} here="/cockpit" />
      <${Ringing} company=${company} />
      ${!expired.value && html`<${ConnectionBanner} view=${company.live} />`}
      <main class="cockpit__main" data-fresh=${standing === "live" ? "true" : "false"}>
        ${here
          ? html`<${OfficeScreen} key=${here.office} me=${who.subject} id=${here.office} topic=${here.topic} ticket=${here.ticket} company=${company} alone=${who.office !== null} say=${setSaid} />`
          : !company.live.ready.value
            ? html`<${Loading} />`
            : html`<${AllOffices} company=${company} territories=${territories} own=${who.territory} say=${setSaid} me=${who.subject} />`}
      </main>
      <p class="said" role="status">${said}</p>
    </div>`;
}

/** Offices as a table or as tiles, or their day in charts. */
const LOOKS = ["table", "tiles", "day"];

/** In the table of one territory each row need not say which. @type {Map<string, any>} */
const NOT_TOLD = new Map();

/** @param {{company: import("./company.js").Company, territories: Map<string, any>, own: string | null, say: (text: string) => void, me: string}} props `own`: the territory beyond which nothing is shown */
function AllOffices({ company, territories, own, say, me }) {
  const [look, setLook] = useState(() => (matchMedia("(max-width: 46rem)").matches ? "tiles" : "table"));
  const seen = company.territory.value || own || "";
  const type = (/** @type {any} */ event) => (company.search.value = event.target.value);
  const choose = (/** @type {any} */ event) => (company.territory.value = event.target.value);
  return html`<h1 class=${own === null ? "only-read" : "tools__own"}>${own === null ? t("cockpit-title") : named(territories.get(own)) || own}</h1>
    <${Now} company=${company} />
    <${Alerts} company=${company} say=${say} me=${me} />
    <${StepsPanel} company=${company} fresh=${company.live.standing.value === "live"} say=${say} />
    <div class="tools">
      <input class="input tools__find" type="search" aria-label=${t("cockpit-find")} placeholder=${t("cockpit-find")} value=${company.search.value} onInput=${type} />
      ${territories.size > 0 && own === null && html`<select class="input tools__territory" aria-label=${t("cockpit-territory")} value=${company.territory.value} onChange=${choose}>
        <option value="">${t("cockpit-all-territories")}</option>
        ${[...territories].map(([id, name]) => html`<option key=${id} value=${id}>${named(name)}</option>`)}
      </select>`}
      <div class="languages" role="group" aria-label=${t("cockpit-look")}>
        ${LOOKS.map((one) => html`<button key=${one} type="button" class="languages__one" aria-pressed=${look === one ? "true" : "false"} onClick=${() => setLook(one)}>${t(`cockpit-as-${one}`)}</button>`)}
      </div>
      <button type="button" class="link tools__worst" aria-pressed=${company.sorting.value.by === "worst" ? "true" : "false"} onClick=${() => company.sortBy("worst")}>${t("cockpit-worst-first")}</button>
      <${ManyOffices} company=${company} />
    </div>
    ${look === "tiles" && html`<${OfficeTiles} company=${company} territories=${territories} />`}
    ${look === "table" && html`<${OfficeTable} company=${company} territories=${own === null ? territories : NOT_TOLD} />`}
    ${look === "day" && html`<${DayTogether} territory=${seen} name=${seen ? named(territories.get(seen)) || seen : t("cockpit-day-together")} pulse=${company.live.all} />`}`;
}

/** The numbers alone change with every message: nothing else is drawn for them. @param {{company: import("./company.js").Company}} props */
function Now({ company }) {
  return html`<${Numbers} totals=${company.totals.value} />`;
}

/** @param {{company: import("./company.js").Company, say: (text: string) => void, me: string}} props */
function Alerts({ company, say, me }) {
  return html`<${AlertsPanel} rows=${company.alerts.value} fresh=${company.live.standing.value === "live"} say=${say} me=${me} />`;
}

/** What is alarming anywhere is heard on every screen of the cockpit, once. @param {{company: import("./company.js").Company}} props */
function Ringing({ company }) {
  useRinging([...company.alerts.value.values()]);
  return null;
}

startPage(CockpitPage, "analytics");
