// Booking an appointment: what for, on which day, at what time; then the ticket's own page, which keeps it. Works on a phone and on a PC.

import { Button, Icon } from "/assets/web/components.js";
import { html, render, signal, useEffect, useState } from "/assets/web/html.js";
import { get, newId, post, Problem } from "/assets/web/http.js";
import { dateInWords, errorText, language, named, startLanguage, t, timeOfDay } from "/assets/web/i18n.js";
import { Empty, Failed, Loading } from "/assets/web/states.js";
import { LanguageSwitch, ThemeSwitch } from "/assets/web/switches.js";
import { Choice } from "./choice.js";
import { atTheTop, under } from "./tree.js";

/** @typedef {{slot: string, left: number | null}} Slot */
/** @typedef {{day: string, slots: Slot[]}} Day */
/** @typedef {{topic: string | null, day: string | null, slot: string | null, heading: string | null}} Wish */

const officeId = decodeURIComponent(location.pathname.split("/")[2] ?? "");
await startLanguage({ rooms: ["kiosk"] });

const NOTHING = /** @type {Wish} */ ({ heading: null, topic: null, day: null, slot: null });
const office = signal(/** @type {any} */ (null));
const days = signal(/** @type {Day[]} */ ([]));
const failed = signal(/** @type {unknown} */ (null));
const wish = signal(NOTHING);

async function begin() {
  failed.value = null;
  try {
    office.value = await get(`/api/v1/offices/${encodeURIComponent(officeId)}`);
    await look();
  } catch (error) {
    failed.value = error;
  }
}

async function look() {
  days.value = (await get(`/api/v1/offices/${encodeURIComponent(officeId)}/slots`)).days.filter((/** @type {Day} */ day) => day.slots.length > 0);
}

/** @param {Partial<Wish>} more */
function choose(more) {
  wish.value = { ...wish.peek(), ...more };
  history.pushState({ wish: wish.peek() }, "");
  scrollTo(0, 0);
}

addEventListener("popstate", () => {
  wish.value = history.state?.wish ?? NOTHING;
});

function Book() {
  useEffect(() => void begin(), []);
  useEffect(() => {
    document.title = [t("book-title"), named(office.value?.name)].filter(Boolean).join(" · ");
  });
  return html`<div class="phone">
    <header class="top"><p class="top__office">${named(office.value?.name)}</p><div class="top__tools"><${LanguageSwitch} short /><${ThemeSwitch} /></div></header>
    <main class="phone__main">${body()}</main>
  </div>`;
}

function body() {
  const error = failed.value;
  if (error instanceof Problem && error.status === 404) return html`<${Empty} icon="map-pin" title=${t("kiosk-unknown")}>${t("kiosk-unknown-do")}<//>`;
  if (error) return html`<${Failed} error=${error} onRetry=${begin} />`;
  const here = office.value;
  if (!here) return html`<${Loading} />`;
  if (here.slot_minutes === null) return html`<${Empty} icon="calendar-clock" title=${t("book-none")}>${t("book-none-do")}<//>`;
  if (days.value.length === 0) return html`<${Empty} icon="calendar-clock" title=${t("book-full")}>${t("book-full-do")}<//>`;
  const { heading, topic, day, slot } = wish.value;
  if (topic === null) return topicsOf(here, heading);
  const name = named(here.topics.find((/** @type {any} */ one) => one.id === topic)?.name);
  if (day === null) return html`<${Step} over=${name} title=${t("book-day")}>
    <ul class="days">${days.value.map((one) => html`<li key=${one.day}><button type="button" class="choice" onClick=${() => choose({ day: one.day })}>
      <span class="choice__words"><span class="choice__name">${dateInWords(noon(one), here.timezone)}</span><span class="load">${t("book-places", { count: places(one) })}</span></span><${Icon} name="chevron-right" class="choice__arrow" /></button></li>`)}</ul>
  <//>`;
  const chosen = days.value.find((one) => one.day === day);
  if (slot === null) return html`<${Step} over=${name} title=${chosen ? dateInWords(noon(chosen), here.timezone) : t("book-day")}>
    <ul class="times">${(chosen?.slots ?? []).map((one) => html`<li key=${one.slot}><${Button} size="l" wide onClick=${() => choose({ slot: one.slot })}>${timeOfDay(one.slot, here.timezone)}<//></li>`)}</ul>
  <//>`;
  return html`<${Sure} key=${`${topic} ${slot}`} office=${here} topic=${topic} slot=${slot} />`;
}

/** @param {any} here @param {string | null} heading */
function topicsOf(here, heading) {
  const topics = heading === null ? atTheTop(here.topics) : under(here.topics, heading);
  const pick = (/** @type {string} */ id) => choose(here.topics.find((/** @type {any} */ one) => one.id === id)?.state === "heading" ? { heading: id } : { topic: id });
  const over = heading === null ? t("book-title") : named(here.topics.find((/** @type {any} */ one) => one.id === heading)?.name);
  return html`<${Step} over=${over} title=${t(heading === null ? "book-question" : "kiosk-question-closer")} first=${heading === null}>
    <ul class="choices">${topics.map((one) => html`<li key=${one.id}><${Choice} topics=${here.topics} topic=${one} later onChoose=${pick} /></li>`)}</ul>
  <//>`;
}

/** @param {{over: string, title: string, first?: boolean, children?: any}} props */
function Step({ over, title, first = false, children }) {
  return html`<div class="step"><p class="step__over">${over}</p><h1 class="join__question">${title}</h1></div>
    ${children}
    ${!first && html`<${Button} kind="quiet" size="l" wide icon="arrow-left" onClick=${() => history.back()}>${t("back")}<//>`}`;
}

/** The last look before it is booked. @param {{office: any, topic: string, slot: string}} props */
function Sure({ office: here, topic, slot }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(/** @type {unknown} */ (null));
  const [ids] = useState({ id: newId(), key: newId() });
  const chosen = here.topics.find((/** @type {any} */ one) => one.id === topic);
  const bring = named(chosen?.bring);
  const book = async () => {
    setBusy(true);
    setError(null);
    try {
      const words = { id: ids.id, office: officeId, topic, slot, language: language.peek() };
      const ticket = await post("/api/v1/appointments", words, { key: ids.key, unnamed: true });
      location.replace(`/t/${encodeURIComponent(ticket.id)}`);
    } catch (problem) {
      setError(problem);
      setBusy(false);
      if (problem instanceof Problem && problem.code.startsWith("slot_")) look().catch(() => {});
    }
  };
  return html`<${Step} over=${t("book-sure")} title=${named(chosen?.name)}>
    <dl class="pairs"><div><dt><${Icon} name="calendar-check" />${dateInWords(slot, here.timezone)}</dt><dd>${timeOfDay(slot, here.timezone)}</dd></div>
      <div><dt><${Icon} name="map-pin" />${t("office")}</dt><dd>${named(here.name)}</dd></div></dl>
    ${bring && html`<section class="join__bring"><h2><${Icon} name="file-text" />${t("kiosk-bring")}</h2><p>${bring}</p></section>`}
    ${error && html`<p class="refused" role="alert">${errorText(error)}</p>`}
    <div class="do"><${Button} kind="primary" size="l" wide id="book" icon="calendar-check" busy=${busy} onClick=${book}>${t("book-do")}<//></div>
  <//>`;
}

/** @param {Day} day @returns {string} a moment that lies in the day wherever one looks from: its first slot */
function noon(day) {
  return day.slots[0]?.slot ?? `${day.day}T12:00:00Z`;
}

/** @param {Day} day */
function places(day) {
  return day.slots.reduce((sum, slot) => sum + (slot.left ?? 1), 0);
}

render(html`<${Book} />`, /** @type {Element} */ (document.getElementById("app")));
