// Languages of the pages: Fluent texts by id, names by language, numbers and times. Switched without a reload.
// Knows where locale files lie; must not hold a sentence itself.

import { FluentBundle, FluentResource } from "./vendor/fluent/index.js";
import { signal } from "./vendor/signals.js";
import { offsetWhereTwice } from "./repeated_hour.js";

/** @typedef {"ru" | "en" | "zh"} Language */
/** @typedef {{ru?: string, en?: string, zh?: string}} Names */
/** @typedef {Record<string, string | number>} Args */

/** @type {readonly Language[]} */
export const LANGUAGES = ["ru", "en", "zh"];
/** Each language as it calls itself. */
export const OWN_NAMES = { ru: "Русский", en: "English", zh: "中文" };
const REGIONS = { ru: "ru-RU", en: "en-GB", zh: "zh-CN" };
const MEMORY = "queue.language";

/** The page's language; read by every text, so a change redraws them all. */
export const language = signal(/** @type {Language} */ ("ru"));

/** @type {Map<Language, FluentBundle>} */
const bundles = new Map();

/**
 * Load the shared texts and those of the page's rooms in all languages (a switch must work offline), then choose: what the address
 * asks for, what was chosen before, what the device speaks, Russian.
 * @param {{rooms?: string[], remembered?: boolean, fallback?: Language}} [options] `remembered: false` for devices many people use
 */
export async function startLanguage(options = {}) {
  const folders = ["web", ...(options.rooms ?? [])].map((room) => `/assets/${room}/locales`);
  await Promise.all(
    LANGUAGES.map(async (lang) => {
      const texts = await Promise.all(folders.map((folder) => text(`${folder}/${lang}.ftl`)));
      bundles.set(lang, bundle(lang, texts));
    }),
  );
  setLanguage(preferred(options), { remember: false });
}

/**
 * @param {Language} lang
 * @param {{remember?: boolean}} [options]
 */
export function setLanguage(lang, options = {}) {
  language.value = lang;
  if (globalThis.document) document.documentElement.lang = lang;
  if (options.remember ?? true) memory((store) => store.setItem(MEMORY, lang));
}

/**
 * A bundle from Fluent texts; exported for tests and for announcers that need a language other than the page's.
 * @param {Language} lang
 * @param {string[]} texts
 */
export function bundle(lang, texts) {
  const made = new FluentBundle(REGIONS[lang], { useIsolating: false });
  for (const source of texts) {
    for (const error of made.addResource(new FluentResource(source), { allowOverrides: true })) console.error(lang, error);
  }
  return made;
}

/**
 * The text of an id in the page's language.
 * @param {string} id
 * @param {Args} [args]
 * @returns {string}
 */
export function t(id, args) {
  return textIn(language.value, id, args) ?? missing(id);
}

/**
 * The text of an id in a given language; null where it has none.
 * @param {Language} lang
 * @param {string} id
 * @param {Args} [args]
 * @returns {string | null}
 */
export function textIn(lang, id, args) {
  const made = bundles.get(lang);
  const pattern = made?.getMessage(id)?.value;
  return made && pattern ? made.formatPattern(pattern, args ?? null) : null;
}

/**
 * What went wrong, in words that say what to do next, by the API's code.
 * @param {unknown} error a `Problem`, or anything that was thrown
 */
export function errorText(error) {
  const code = String(/** @type {any} */ (error)?.code ?? "unknown");
  return textIn(language.value, `error-${code.replaceAll("_", "-")}`) ?? t("error-other", { code });
}

/**
 * A name that the organisation gave, in the page's language, else in the first that it has.
 * @param {Names | string | null | undefined} names
 * @returns {string}
 */
export function named(names) {
  return namedIn(language.value, names);
}

/**
 * @param {Language} lang
 * @param {Names | string | null | undefined} names
 * @returns {string}
 */
export function namedIn(lang, names) {
  if (!names) return "";
  if (typeof names === "string") return names;
  return names[lang] || names.ru || names.en || names.zh || "";
}

/**
 * What writes numbers and times, by region and options, which are few: making one takes far longer than using it, and a table of
 * 200 offices writes thousands of numbers a second.
 * @type {Map<string, any>}
 */
const formatters = new Map();

/**
 * @template {Intl.NumberFormat | Intl.DateTimeFormat} Formatter
 * @param {new (region: string, options?: any) => Formatter} kind
 * @param {object} options
 * @returns {Formatter}
 */
function formatter(kind, options) {
  const region = REGIONS[language.value];
  const key = `${kind.name} ${region} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known) return known;
  const made = new kind(region, options);
  formatters.set(key, made);
  return made;
}

/** Several words or times in one line, set apart as the language does it. @param {readonly string[]} words */
export function inLine(words) {
  return words.join(language.value === "zh" ? "、" : ", ");
}

/**
 * @param {number} value
 * @param {Intl.NumberFormatOptions} [options]
 */
export function number(value, options = {}) {
  return formatter(Intl.NumberFormat, options).format(value);
}

/**
 * A time of day, in the office's zone where it is known; with its offset where a change of the clocks has it come twice.
 * @param {string | number} at RFC 3339 or ms
 * @param {string} [timezone]
 * @param {{seconds?: boolean}} [options]
 */
export function timeOfDay(at, timezone, options = {}) {
  return formatted(at, { hour: "2-digit", minute: "2-digit", second: options.seconds ? "2-digit" : undefined, hourCycle: "h23", timeZone: timezone });
}

/** Hours ahead from which a time alone could be taken for another day's. */
const SAME_DAY_H = 16;
/** Hours ahead from which a day of the week alone could be taken for one nearer by. */
const SAME_WEEK_H = 6 * 24;

/**
 * A time to come, with the day of the week where it is not about to come, with the date where it is further.
 * @param {string} at
 * @param {string | undefined} timezone
 * @param {number} now by the server's clock, ms
 */
export function timeAhead(at, timezone, now) {
  const time = timeOfDay(at, timezone);
  const ahead_h = (Date.parse(at) - now) / 3_600_000;
  if (ahead_h < SAME_DAY_H) return time;
  const date = /** @type {Intl.DateTimeFormatOptions} */ (ahead_h < SAME_WEEK_H ? {} : { day: "numeric", month: "short" });
  return t("time-ahead", { time, day: formatted(at, { weekday: "short", timeZone: timezone, ...date }) });
}

/**
 * A date in words: 22 ноября, воскресенье. With an hour in `options` it is told as `timeOfDay` tells it.
 * @param {string | number} at
 * @param {string} [timezone]
 * @param {Intl.DateTimeFormatOptions} [options]
 */
export function dateInWords(at, timezone, options = { day: "numeric", month: "long", weekday: "long" }) {
  return formatted(at, { ...options, timeZone: timezone });
}

/**
 * Whatever has an hour has its offset too, behind the time, where clocks show that time twice.
 * @param {string | number} at
 * @param {Intl.DateTimeFormatOptions} options
 */
function formatted(at, options) {
  const format = formatter(Intl.DateTimeFormat, options);
  const moment = new Date(at);
  const offset = options.hour ? offsetWhereTwice(moment.getTime(), options.timeZone) : "";
  if (offset === "") return format.format(moment);
  const parts = format.formatToParts(moment);
  const end = Math.max(...["minute", "second"].map((type) => parts.findIndex((part) => part.type === type)));
  return parts.map((part, place) => (place === end ? `${part.value} ${offset}` : part.value)).join("");
}

/** @param {string} id */
function missing(id) {
  console.error(`no text for ${id} in ${language.peek()}`);
  return id;
}

/** @param {string} path */
async function text(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.text();
}

/** @param {{remembered?: boolean, fallback?: Language}} options @returns {Language} */
function preferred({ remembered = true, fallback = "ru" }) {
  const asked = new URLSearchParams(location.search).get("lang");
  const before = remembered ? memory((store) => store.getItem(MEMORY)) : null;
  const device = remembered ? navigator.languages.map((tag) => tag.slice(0, 2)) : [];
  const known = (/** @type {any} */ tag) => LANGUAGES.includes(tag);
  return /** @type {Language} */ ([asked, before, ...device].find(known) ?? fallback);
}

/**
 * Storage may be switched off or full; a page works without.
 * @template T
 * @param {(store: Storage) => T} use
 * @returns {T | null}
 */
function memory(use) {
  try {
    return use(localStorage);
  } catch {
    return null;
  }
}
