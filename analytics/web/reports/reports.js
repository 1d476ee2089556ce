// Reports: make one now, what is made by itself, the ranking of territories, fair play. Knows which of its parts the address asks for.

import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { t } from "/assets/web/i18n.js";
import { Failed, Loading } from "/assets/web/states.js";
import { isTheirs } from "/assets/web/staff/session.js";
import { ForStaff, StaffBar, startPage } from "/assets/web/staff/staff.js";
import { FairPlayPanel } from "./fair_play_panel.js";
import { MadePanel } from "./made_panel.js";
import { MakingPanel } from "./making_panel.js";
import { RankingPanel } from "./ranking_panel.js";

/** @typedef {import("/assets/web/staff/session.js").Session} Session */
/** @typedef {{offices: any[], territories: any[]}} Places */

const ROLES = ["supervisor", "admin"];
/** The parts by their place in the address, each with its name. */
const PARTS = /** @type {const} */ ({ "": "reports-title", "#ranking": "reports-ranking", "#fair_play": "reports-fair-play" });

function ReportsPage() {
  return html`<${ForStaff} roles=${ROLES}>${(/** @type {Session} */ who) => html`<${Reports} who=${who} />`}<//>`;
}

/** @param {{who: Session}} props */
function Reports({ who }) {
  const [part, setPart] = useState(location.hash);
  const [places, setPlaces] = useState(/** @type {Places | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const ask = () => {
    setError(null);
    get("/api/v1/offices").then((answer) => setPlaces({ offices: answer.offices.filter((/** @type {any} */ one) => isTheirs(who, one)), territories: answer.organisation.territories.filter((/** @type {any} */ one) => who.office === null && (who.territory === null || who.territory === one.id)) }), setError);
  };
  useEffect(() => {
    const follow = () => setPart(location.hash);
    addEventListener("hashchange", follow);
    ask();
    return () => removeEventListener("hashchange", follow);
  }, []);
  const parts = /** @type {(keyof typeof PARTS)[]} */ (Object.keys(PARTS)).filter((one) => one !== "#ranking" || who.office === null);
  const here = parts.find((one) => one === part) ?? "";
  useEffect(() => {
    document.title = t(PARTS[here]);
  });
  return html`<div class="reports">
    <${StaffBar} who=${who} here="/reports" />
    <main class="reports__main">
      <div class="reports__head"><h1 class="reports__title">${t(PARTS[here])}</h1>
      <nav class="languages reports__parts" aria-label=${t("reports-title")}>
        ${parts.map((one) => html`<a key=${one} class="languages__one" href=${one || "#"} aria-current=${one === here ? "page" : undefined}>${t(PARTS[one])}</a>`)}
      </nav></div>
      ${error
        ? html`<${Failed} error=${error} onRetry=${ask} />`
        : !places
          ? html`<${Loading} />`
          : here === "#ranking"
            ? html`<${RankingPanel} places=${places} alone=${who.territory !== null} />`
            : here === "#fair_play"
              ? html`<${FairPlayPanel} who=${who} places=${places} />`
              : html`<${MakingPanel} who=${who} places=${places} /><${MadePanel} places=${places} />`}
    </main>
  </div>`;
}

startPage(ReportsPage, "analytics", "analytics/reports");
