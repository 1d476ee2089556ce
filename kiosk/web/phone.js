// The phone page: one question, how long still? Joins the ticket's live view, the memory and the alarm.

import { startClock } from "/assets/web/clock.js";
import { effect, html, render, signal } from "/assets/web/html.js";
import { get, Problem } from "/assets/web/http.js";
import { named, startLanguage, t } from "/assets/web/i18n.js";
import { LiveView } from "/assets/web/live_view.js";
import { Empty, Loading, Failed } from "/assets/web/states.js";
import { LanguageSwitch, ThemeSwitch } from "/assets/web/switches.js";
import { ring, silence } from "./alarm.js";
import { recall, remember } from "./memory.js";
import { keepOffline } from "./offline.js";
import { Connection, TicketState } from "./phone_state.js";

const id = decodeURIComponent(location.pathname.split("/")[2] ?? "");
keepOffline("/t/", () => document.visibilityState === "hidden");
await startLanguage({ rooms: ["kiosk"] });
startClock();

const before = recall(id);
const ticket = signal(before?.ticket ?? null);
const office = signal(before?.office ?? null);
const heardAt = signal(before?.at ?? 0);
const failed = signal(/** @type {unknown} */ (null));
const view = signal(/** @type {LiveView | null} */ (null));

/** Ask once which office the ticket is in, then follow its view. */
async function begin() {
  failed.value = null;
  try {
    if (!before) ticket.value = await get(`/api/v1/tickets/${encodeURIComponent(id)}`);
  } catch (error) {
    failed.value = error;
    return;
  }
  follow(String(before?.ticket.office ?? ticket.peek().office));
}

/** @param {string} officeId */
function follow(officeId) {
  const live = new LiveView({ office: officeId, view: "ticket", ticket: id }).start();
  view.value = live;
  effect(() => {
    const row = live.row("ticket").value;
    if (!row) return;
    const was = ticket.peek();
    ticket.value = row;
    if (row.state === "called" && (was?.state !== "called" || was?.announced_at !== row.announced_at)) ring();
    if (row.state !== "called") silence();
  });
  effect(() => {
    const row = live.row(`office:${officeId}`).value;
    if (row) office.value = row;
  });
  effect(() => {
    if (live.asOf.value === 0 || !live.ready.value) return;
    heardAt.value = live.asOf.value;
    remember(id, { ticket: ticket.value, office: office.value, at: live.asOf.value, kept_at: Date.now() });
  });
  effect(() => {
    if (live.standing.value === "refused") failed.value = new Problem("ticket_unknown", { status: 404 });
  });
}

effect(() => {
  const number = ticket.value?.number;
  document.title = number ? t("phone-title", { number }) : t("ticket");
});

function Phone() {
  const error = failed.value;
  return html`<div class="phone" data-state=${error ? "failed" : (ticket.value?.state ?? "loading")}>
    <header class="top"><p class="top__office">${named(office.value?.name)}</p><div class="top__tools"><${LanguageSwitch} short /><${ThemeSwitch} /></div></header>
    ${view.value && html`<${Connection} view=${view.value} heardAt=${heardAt.value} timezone=${office.value?.timezone} />`}
    <main class="phone__main">${body(error)}</main>
  </div>`;
}

/** @param {unknown} error */
function body(error) {
  if (error instanceof Problem && error.status === 404) return html`<${Empty} icon="ticket" title=${t("phone-not-found")}>${t("phone-not-found-do")}<//>`;
  if (error) return html`<${Failed} error=${error} onRetry=${begin} />`;
  if (!ticket.value) return html`<${Loading} />`;
  return html`<${TicketState} ticket=${ticket.value} office=${office.value} heardAt=${heardAt.value} live=${view.value?.standing.value === "live"} onAnswer=${(/** @type {any} */ answer) => {
    ticket.value = { ...ticket.peek(), ...answer };
  }} />`;
}

render(html`<${Phone} />`, /** @type {Element} */ (document.getElementById("app")));
begin();
