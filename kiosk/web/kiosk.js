// The kiosk page: one question, why have you come? Joins the live view, the steps and the screens.

import { Icon } from "/assets/web/components.js";
import { everySecond, serverNow, startClock } from "/assets/web/clock.js";
import { joinCode } from "/assets/web/join_code.js";
import { effect, html, render, signal } from "/assets/web/html.js";
import { language, named, startLanguage, t, timeOfDay } from "/assets/web/i18n.js";
import { LiveView } from "/assets/web/live_view.js";
import { Bar } from "./bar.js";
import { CheckIn, checkIn, checkingIn, checkInFailure, forgetCheckIn, listenForScans } from "./check_in.js";
import { Confirm } from "./confirm.js";
import { device, enrol, fitToScreen } from "./device.js";
import { PhoneCode } from "./phone_code.js";
import { lastKnown, rememberKnown } from "./last_known.js";
import { sendKept } from "./offline_tickets.js";
import { printSlip } from "./printing.js";
import { followScreen, prepareReading, reading, stopReading } from "./reading.js";
import { situation } from "./situation.js";
import { canKeep } from "./spool.js";
import { go, leavingInS, reach, reset, settling, step, untouched, watchVisitor } from "./steps.js";
import { busy, forgetIntent, linkIsBack, whenNotLetIn } from "./taking.js";
import { TicketScreen } from "./ticket_screen.js";
import { Topics } from "./topics.js";
import { atTheTop } from "./tree.js";
import { Trouble } from "./trouble.js";
import { keepOffline } from "./offline.js";

const officeId = decodeURIComponent(location.pathname.split("/")[2] ?? "");
const own = device();
fitToScreen(own);
keepOffline("/kiosk/", untouched);
await startLanguage({ rooms: ["kiosk"], remembered: false });
startClock();
watchVisitor({
  language: language.peek(),
  leave: () => {
    forgetWishes();
    stopReading();
  },
  working: () => busy.peek() || checkingIn.peek() || reading.peek() === "aloud",
});

const view = new LiveView({ office: officeId, view: "kiosk" });
let prints = own.print === "on";
let demo = false;

/** @returns {Promise<boolean>} whether the server knows this kiosk now as it did not before */
async function become() {
  const before = demo;
  ({ demo } = await enrol(officeId));
  prints = own.print === "on" || (own.print === "auto" && !demo);
  return demo && before;
}

// In a demonstration one browser is kiosk, board and desk in turn, and the last to open is what the server takes it for.
whenNotLetIn(() => become().catch(() => false));
let asked = false;
effect(() => {
  if (view.standing.value !== "refused" || !demo || asked) return;
  asked = true;
  become().finally(() => view.stop().start());
});
become()
  .catch(() => {}) // the stream will say what is wrong, and that is what the page shows
  .finally(() => {
    view.start();
    prepareReading();
  });

const before = lastKnown(officeId);
const keeps = signal(false);
canKeep().then((able) => (keeps.value = able));

/** @typedef {import("./tree.js").Topic} Topic */
/** @typedef {import("./situation.js").OfficeRow} OfficeRow */

const officeRow = view.row(`office:${officeId}`);
const topicRows = view.rows("topic:");
effect(() => {
  if (view.standing.value !== "live" || !officeRow.value) return;
  rememberKnown(officeRow.value, topicRows.value.map(([, row]) => row));
  sendKept(() => view.standing.peek() === "live");
});
let wasLive = false;
effect(() => {
  const live = view.standing.value === "live";
  if (live && !wasLive) linkIsBack();
  wasLive = live;
});
const phoneCode = joinCode(officeId, () => view.standing.value === "live" && /** @type {OfficeRow | undefined} */ (officeRow.value)?.phone_join === true);
const offline = () => view.standing.value === "stale";

effect(() => {
  const words = [t("kiosk-title"), named(/** @type {any} */ (officeRow.value)?.name)].filter(Boolean);
  document.title = words.join(" · ");
});

/** @param {import("./taking.js").Issued} ticket */
function issued(ticket) {
  const office = /** @type {OfficeRow | undefined} */ (officeRow.peek() ?? before?.office);
  const topic = (topicRows.peek().length > 0 ? topicRows.peek().map(([, row]) => row) : (before?.topics ?? [])).find((row) => row.id === ticket.topic);
  if (prints && office) printSlip({ ticket, office, topic: /** @type {any} */ (topic), paper: own.paper }).catch(console.error);
  go({ name: "ticket", ticket });
}

followScreen(() => JSON.stringify([step.value, language.value]));

listenForScans(async (code) => {
  if (step.peek().name === "ticket" || busy.peek()) return;
  const ticket = await checkIn(officeId, code, { scan: true });
  if (ticket) issued(ticket);
  else if (checkInFailure.peek()) go({ name: "check_in" }); // what is wrong is said there, and the digits can be typed
});

function Kiosk() {
  // Cut off from the start, the kiosk asks what it asked when it last had a link.
  const old = offline() && officeRow.value === undefined ? before : null;
  const office = /** @type {OfficeRow | undefined} */ (old ? old.office : officeRow.value);
  const topics = /** @type {Topic[]} */ (old ? old.topics : topicRows.value.map(([, row]) => row));
  const known = { standing: view.standing.value, refusal: view.refusal.value, office, topics: atTheTop(topics).length };
  const now = situation({ ...known, keeps: keeps.value, now: serverNow() });
  const ready = now === "ready" || now === "cut";
  const here = step.value;
  // A ticket in the hand stays on the screen, whatever happens to the office or the network meanwhile.
  const shown = here.name === "ticket" ? "ticket" : ready ? (now === "cut" && AT_A_LINK.has(here.name) ? "start" : here.name) : now;
  return html`<div class=${`kiosk${settling.value ? " kiosk--settling" : ""}`} data-screen=${shown} data-reach=${reach.value ? "low" : "full"} data-link=${view.standing.value}>
    <${Head} office=${office} />
    <main class="kiosk__main">${screen(shown, office, topics)}</main>
    <${Leaving} />
    <${Bar} cut=${offline()} back=${shown !== "start" && ready && here.name !== "ticket" && !checkingIn.value ? back : undefined} onPhone=${shown === "start" && phoneCode.value ? () => go({ name: "phone" }) : undefined}
      onAppointment=${shown === "start" && now === "ready" && office?.slot_minutes ? () => go({ name: "check_in" }) : undefined} />
  </div>`;
}

/** Steps that are nothing without a server. */
const AT_A_LINK = new Set(["phone", "check_in"]);

/** @param {string} shown @param {OfficeRow | undefined} office @param {Topic[]} topics */
function screen(shown, office, topics) {
  const here = step.value;
  if (here.name === "ticket" && office) return html`<${TicketScreen} ticket=${here.ticket} printed=${prints} onDone=${reset} offline=${offline() || here.ticket.state === "offline"} />`;
  if (!office || !["start", "heading", "confirm", "phone", "check_in"].includes(shown)) return html`<${Trouble} situation=${shown} office=${office} />`;
  if (here.name === "confirm") {
    const topic = topics.find((one) => one.id === here.topic);
    if (topic) return html`<${Confirm} office=${office} topic=${topic} cut=${offline()} onIssued=${issued} />`;
  }
  if (here.name === "phone" && phoneCode.value) return html`<${PhoneCode} picture=${phoneCode.value} />`;
  if (here.name === "check_in") return html`<${CheckIn} office=${officeId} onIssued=${issued} />`;
  return html`<${Topics} office=${office} topics=${topics} cut=${offline()} />`;
}

function forgetWishes() {
  forgetIntent();
  forgetCheckIn();
}

/** Not offered while a check-in is asked for: it would be done, and its number shown to nobody. */
function back() {
  const here = step.peek();
  forgetWishes();
  if (here.name === "confirm" && here.heading !== null) go({ name: "heading", heading: here.heading, page: 0 });
  else go({ name: "start", page: 0 });
}

/** @param {{office: OfficeRow | undefined}} props */
function Head({ office }) {
  return html`<header class="head">
    <p class="head__office">${office ? named(office.name) : ""}</p>
    <p class="head__time">${office ? timeOfDay(everySecond.value, office.timezone) : ""}</p>
  </header>`;
}

function Leaving() {
  const seconds = leavingInS.value;
  // Read aloud once, not every second: the number is for the eye.
  return html`<div class="leaving" role="status">
    ${seconds !== null && html`<${Icon} name="timer-reset" /><span>${t("kiosk-leaving")}</span><strong aria-hidden="true">${seconds}</strong>`}
  </div>`;
}

render(html`<${Kiosk} />`, /** @type {Element} */ (document.getElementById("app")));
