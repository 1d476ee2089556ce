// The page of alerts: what is alarming now, the gravest first, and what was. Knows the stream over all offices and the alerts' resource.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useMemo, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { dateInWords, t, timeOfDay } from "/assets/web/i18n.js";
import { LiveView } from "/assets/web/live_view.js";
import { ConnectionBanner, Empty, Failed, Loading } from "/assets/web/states.js";
import { expired, signIns } from "/assets/web/staff/session.js";
import { ForStaff, StaffBar, startPage } from "/assets/web/staff/staff.js";
import { AlertCard } from "./alert_card.js";
import { counted, ordered } from "./alert_rows.js";
import { Channels } from "./channels.js";
import { soundBlocked, soundOn, switchSound, useRinging } from "./sound.js";

/** @typedef {import("./alert_rows.js").Alert} Alert */
/** @typedef {import("/assets/web/staff/session.js").Session} Session */

const ROLES = ["supervisor", "admin"];
const PAGE = 30;

function AlertsPage() {
  return html`<${ForStaff} roles=${ROLES}>${(/** @type {Session} */ who) => html`<${Alerts} who=${who} />`}<//>`;
}

/** @param {{who: Session}} props */
function Alerts({ who }) {
  const live = useMemo(() => new LiveView({ office: null, view: "supervisor" }), [signIns.value]);
  useEffect(() => (live.start(), () => void live.stop()), [live]);
  const standing = live.standing.value;
  useEffect(() => {
    if (standing === "refused" && live.refusal.value === 4401) expired.value = true;
  }, [standing]);
  const [chosen, setChosen] = useState(location.hash.slice(1));
  useEffect(() => {
    const follow = () => setChosen(location.hash.slice(1));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  const open = ordered(/** @type {Alert[]} */ ([...live.all.value.values()].filter((row) => row.kind === "alert")));
  const ready = live.ready.value;
  useRinging(open);
  useEffect(() => document.getElementById(chosen)?.scrollIntoView({ block: "center" }), [chosen, ready]);
  useEffect(() => {
    document.title = open.length > 0 ? `(${open.length}) ${t("alerts-title")}` : t("alerts-title");
  });
  return html`<div class="alerts">
    <${StaffBar} who=${who} here="/alerts" />
    ${!expired.value && html`<${ConnectionBanner} view=${live} />`}
    <main class="alerts__main">
      <header class="alerts__head"><h1>${t("alerts-title")}</h1><${Summary} open=${open} ready=${ready} /><${Sound} /></header>
      ${!ready ? html`<${Loading} />` : html`<${Now} open=${open} who=${who} chosen=${chosen} />`}
      <${Past} who=${who} chosen=${open.some((alert) => alert.id === chosen) ? "" : chosen} over=${open.map((alert) => alert.id).join()} />
      ${who.role === "admin" && who.office === null && html`<${Channels} />`}
    </main>
  </div>`;
}

/** @param {{open: Alert[], ready: boolean}} props */
function Summary({ open, ready }) {
  const { all, critical, unseen } = counted(open);
  return html`<p class="alerts__summary" role="status">${ready && all > 0 ? t("alerts-summary", { all, critical, unseen }) : ""}</p>`;
}

function Sound() {
  const on = soundOn.value && !soundBlocked.value;
  return html`<div class="alerts__sound">
    ${soundOn.value && soundBlocked.value && html`<span>${t("alerts-sound-blocked")}</span>`}
    <${Button} kind="quiet" icon=${on ? "volume-2" : "volume-x"} pressed=${on} onClick=${switchSound}>${t(on ? "alerts-sound-on" : "alerts-sound-off")}<//>
  </div>`;
}

/** @param {{open: Alert[], who: Session, chosen: string}} props */
function Now({ open, who, chosen }) {
  if (open.length === 0) return html`<${Empty} icon="circle-check" title=${t("alerts-none")}>${t("alerts-none-hint")}<//>`;
  return html`<section aria-labelledby="now" class="alerts__list"><h2 id="now" class="only-read">${t("alerts-now")}</h2>
    ${open.map((alert) => html`<${AlertCard} key=${alert.id} alert=${alert} who=${who} chosen=${alert.id === chosen}><${History} id=${alert.id} timezone=${alert.timezone} state=${JSON.stringify([alert.severity, alert.acknowledged_at, alert.owner, alert.reopened])} /><//>`)}
  </section>`;
}

/** @param {{who: Session, chosen: string, over: string}} props `over` changes when an alert opens or closes */
function Past({ who, chosen, over }) {
  const [found, setFound] = useState(/** @type {Alert[] | null} */ (null));
  const [more, setMore] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const load = (/** @type {Alert[]} */ before) => {
    const after = before.at(-1);
    get(`/api/v1/alerts?state=closed&limit=${PAGE}${after ? `&before=${after.id}` : ""}`).then(({ alerts }) => {
      setFound([...before, ...alerts]);
      setMore(alerts.length === PAGE);
      setError(null);
    }, setError);
  };
  useEffect(() => load([]), [over]);
  useEffect(() => {
    if (chosen && found && !found.some((alert) => alert.id === chosen)) get(`/api/v1/alerts/${encodeURIComponent(chosen)}`).then((one) => !one.open && setFound([one, ...found]), () => {});
    else if (chosen) document.getElementById(chosen)?.scrollIntoView({ block: "center" });
  }, [chosen, found === null]);
  if (error) return html`<${Failed} error=${error} onRetry=${() => load([])} />`;
  if (!found) return null;
  const days = [...new Set(found.map((alert) => dateInWords(alert.opened_at, alert.timezone)))];
  return html`<section class="alerts__past" aria-labelledby="past"><h2 id="past">${t("alerts-past")}</h2>
    ${found.length === 0 && html`<p class="alerts__quiet">${t("alerts-past-none")}</p>`}
    ${days.map((day) => html`<h3 class="alerts__day" key=${day}>${day}</h3><div class="alerts__list">
      ${found.filter((alert) => dateInWords(alert.opened_at, alert.timezone) === day).map((alert) => html`<${AlertCard} key=${alert.id} alert=${alert} who=${who} chosen=${alert.id === chosen}><${History} id=${alert.id} timezone=${alert.timezone} state="over" /><//>`)}
    </div>`)}
    ${more && html`<${Button} kind="quiet" icon="chevron-down" onClick=${() => load(found)}>${t("alerts-more")}<//>`}
  </section>`;
}

/** What became of an alert, read when somebody wants to know. @param {{id: string, timezone: string, state: string}} props */
function History({ id, timezone, state }) {
  const [open, setOpen] = useState(false);
  const [lines, setLines] = useState(/** @type {any[] | null} */ (null));
  useEffect(() => {
    if (open) get(`/api/v1/alerts/${id}`).then((one) => setLines(one.history), () => setOpen(false));
  }, [open, state]);
  return html`<details class="history" open=${open} onToggle=${(/** @type {any} */ event) => setOpen(event.target.open)}>
    <summary><${Icon} name="chevron-right" />${t("alert-history")}</summary>
    ${open && html`<ol class="history__lines">${(lines ?? []).map((line, place) => html`<li key=${place}><time class="numbers">${timeOfDay(line.at, timezone, { seconds: true })}</time> <span>${t(`alert-kind-${line.kind}`)}${line.by ? `: ${line.by.name}` : ""}</span></li>`)}</ol>`}
  </details>`;
}

startPage(AlertsPage, "analytics/alerts");
