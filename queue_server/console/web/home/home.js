// The home page: every screen of the product, its address and its code, and how each office stands now.

import { Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get } from "/assets/web/http.js";
import { named, t, timeAhead } from "/assets/web/i18n.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { found } from "/assets/web/staff/finding.js";
import { loadSession, session } from "/assets/web/staff/session.js";
import { STAFF_PAGES, StaffBar, startPage } from "/assets/web/staff/staff.js";
import { DemoPeople } from "./demo_people.js";
import { FirstSteps } from "./first_steps.js";
import { PhonesDialog } from "./phones_dialog.js";
import { ScreenDialog } from "./screen_dialog.js";

/** The offices are asked for this often; the page is looked at, not worked with. */
const EVERY_MS = 15_000;
/** From this many offices on they are found by typing. */
const FIND_FROM = 7;

/** @typedef {{id: string, name: any, territory: string | null, timezone: string, open: boolean, issuing: boolean, phone_join: boolean, slot_minutes: number | null, opens_at: string | null, closes_at: string | null, waiting: number, now: string}} Office */
/** @typedef {{kind: "kiosk" | "board" | "desk_board", office: Office}} Screen */

function HomePage() {
  const [answer, setAnswer] = useState(/** @type {{organisation: {name: any, territories: any[]}, offices: Office[]} | null} */ (null));
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [text, setText] = useState("");
  const [screen, setScreen] = useState(/** @type {Screen | null} */ (null));
  const [phones, setPhones] = useState(/** @type {Office | null} */ (null));
  const load = () => get("/api/v1/offices").then((offices) => (setAnswer(offices), setError(null)), setError);
  useEffect(() => {
    load();
    loadSession().catch(() => {});
    const timer = setInterval(load, EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    document.title = answer ? `${t("home-title")} · ${named(answer.organisation.name)}` : t("home-title");
  });
  const offices = found(answer?.offices ?? [], text, (office) => `${named(office.name)} ${office.id}`);
  return html`<${StaffBar} who=${session.value} />
    <main class="home">
      <header class="home__head">
        <p class="home__organisation">${named(answer?.organisation.name)}</p>
        <h1>${t("home-title")}</h1>
        <p class="home__lead">${t("home-lead")}</p>
      </header>
      ${answer && session.value?.role === "admin" && !session.value.demo && html`<${FirstSteps} answer=${answer} />`}
      <section aria-labelledby="home-staff">
        <h2 class="home__title" id="home-staff">${t("home-staff")}</h2>
        <ul class="home__staff">
          ${STAFF_PAGES.map((page) => html`<li key=${page.path}><a class="tile" href=${page.path}><${Icon} name=${page.icon} /><span><b>${t(page.text)}</b><small>${t(textOf(page.path))}</small></span></a></li>`)}
        </ul>
      </section>
      <${DemoPeople} offices=${answer?.offices ?? []} territories=${answer?.organisation.territories ?? []} />
      <section aria-labelledby="home-offices">
        <div class="home__offices-head">
          <h2 class="home__title" id="home-offices">${t("home-offices")}</h2>
          ${(answer?.offices.length ?? 0) >= FIND_FROM && html`<input class="input home__find" type="search" aria-label=${t("home-find")} placeholder=${t("home-find")} value=${text} onInput=${(/** @type {any} */ event) => setText(event.target.value)} />`}
        </div>
        ${error && !answer && html`<${Failed} error=${error} onRetry=${load} />`}
        ${!answer && !error && html`<${Loading} />`}
        ${answer && answer.offices.length === 0 && html`<${Empty} icon="building" title=${t("staff-no-office")}>${t("staff-no-office-hint")}<//>`}
        ${answer && answer.offices.length > 0 && offices.length === 0 && html`<${Empty} icon="search" title=${t("home-empty", { text })} />`}
        <ul class="offices">${offices.map((office) => html`<${OfficeRow} key=${office.id} office=${office} onScreen=${setScreen} onPhones=${setPhones} />`)}</ul>
      </section>
      <footer class="home__docs">
        <h2 class="home__title">${t("home-docs")}</h2>
        <p><a href="/api/v1/openapi.json">OpenAPI</a> <span class="quiet">${t("home-openapi-text")}</span></p>
        <p><a href="/api/v1/asyncapi.json">AsyncAPI</a> <span class="quiet">${t("home-asyncapi-text")}</span></p>
      </footer>
    </main>
    <${ScreenDialog} screen=${screen} onClose=${() => setScreen(null)} />
    <${PhonesDialog} office=${phones} onClose=${() => setPhones(null)} />`;
}

/** What a page is for; whoever is bound to one office is told of no ranking of territories. @param {string} path */
function textOf(path) {
  const alone = path === "/reports" && session.value?.office;
  return `home-${path.slice(1).replaceAll("_", "-")}-text${alone ? "-alone" : ""}`;
}

/** @param {{office: Office, onScreen: (screen: Screen) => void, onPhones: (office: Office) => void}} props */
function OfficeRow({ office, onScreen, onPhones }) {
  const ahead = (/** @type {string} */ at) => timeAhead(at, office.timezone, Date.parse(office.now));
  const state = !office.open
    ? office.opens_at
      ? t("home-opens-at", { time: ahead(office.opens_at) })
      : t("home-closed")
    : !office.issuing
      ? t("home-not-issuing")
      : office.closes_at
        ? t("home-open-until", { time: ahead(office.closes_at) })
        : t(office.opens_at ? "home-open-always" : "home-open");
  const phones = office.phone_join && (session.value?.role || session.value?.demo);
  const kinds = /** @type {const} */ (["kiosk", "board", "desk_board"]);
  return html`<li class="office" data-open=${office.open ? "true" : undefined}>
    <div class="office__words">
      <h3>${named(office.name)}</h3>
      <p class="office__state"><i></i><span><span>${state}</span>${office.open && html` · <span>${t("home-waiting", { count: office.waiting })}</span>`}</span></p>
    </div>
    <ul class="office__screens">
      ${kinds.map((kind) => html`<li key=${kind} class="screen-link">
        ${kind === "desk_board"
          ? html`<button type="button" class="screen-link__open" onClick=${() => onScreen({ kind, office })}><${Icon} name="monitor" />${t("home-desk-boards-any")}</button>`
          : html`<a class="screen-link__open" href=${`/${kind}/${encodeURIComponent(office.id)}`}><${Icon} name=${kind === "kiosk" ? "tablet" : "tv"} />${t(`home-${kind}`)}</a>`}
        <button type="button" class="round" aria-label=${t("home-qr", { screen: `${t(`home-${kind === "desk_board" ? "desk-boards-any" : kind}`)}, ${named(office.name)}` })} onClick=${() => onScreen({ kind, office })}><${Icon} name="qr-code" /></button>
      </li>`)}
      ${office.slot_minutes !== null && html`<li class="screen-link"><a class="screen-link__open screen-link__open--alone" href=${`/book/${encodeURIComponent(office.id)}`}><${Icon} name="calendar-check" />${t("home-book")}</a></li>`}
      ${phones && html`<li class="screen-link"><button type="button" class="screen-link__open screen-link__open--alone" onClick=${() => onPhones(office)}><${Icon} name="smartphone" />${t("home-phones")}</button></li>`}
    </ul>
  </li>`;
}

startPage(HomePage);
