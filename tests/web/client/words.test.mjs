import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { bundle, dateInWords, errorText, inLine, language, named, number, startLanguage, t, timeAhead, timeOfDay } from "/assets/web/i18n.js";
import { durationText, nearness, overAll, waitText, waitWords } from "/assets/web/waiting.js";

const folder = fileURLToPath(new URL("../../../queue_server/client/web/locales/", import.meta.url));
globalThis.fetch = async (path) => new Response(readFileSync(folder + path.split("/").at(-1)));
globalThis.location = { search: "" };
await startLanguage({ remembered: false });

const inLanguage = (lang, work) => {
  language.value = lang;
  try {
    return work();
  } finally {
    language.value = "ru";
  }
};

test("numbers and times follow language, options and zone, each by a formatter that is made once", () => {
  const made = [];
  const kinds = { NumberFormat: Intl.NumberFormat, DateTimeFormat: Intl.DateTimeFormat };
  for (const [name, kind] of Object.entries(kinds)) {
    Intl[name] = new Proxy(kind, { construct: (target, words) => (made.push(name), new target(...words)) });
  }
  try {
    const say = (lang) => inLanguage(lang, () => [
      number(1234567.5), number(0.875, { style: "percent", maximumFractionDigits: 1 }),
      timeOfDay("2026-03-02T06:05:00Z", "Europe/Moscow"), timeOfDay("2026-03-02T06:05:00Z", "Asia/Omsk"),
    ].map((text) => text.replace(/\s/g, " ")));
    for (let again = 0; again < 3; again += 1) {
      assert.deepEqual(say("ru"), ["1 234 567,5", "87,5 %", "09:05", "12:05"]);
      assert.deepEqual(say("en"), ["1,234,567.5", "87.5%", "09:05", "12:05"]);
    }
    assert.equal(made.length, 8 + 2, "and one of each zone, which tells its changes of the clocks");
  } finally {
    Object.assign(Intl, kinds);
  }
});

test("a time that is not about to come has its day of the week, or its date", () => {
  const monday = Date.parse("2026-03-02T06:05:00Z");
  const say = () => ["2026-03-02T17:00:00Z", "2026-03-03T17:00:00Z", "2026-03-09T05:00:00Z"].map((at) => timeAhead(at, "Europe/Moscow", monday));
  assert.deepEqual(say(), ["20:00", "20:00, вт", "08:00, пн, 9 мар."]);
  assert.deepEqual(inLanguage("en", say), ["20:00", "20:00, Tue", "08:00, Mon 9 Mar"]);
  assert.deepEqual(inLanguage("zh", say), ["20:00", "周二 20:00", "3月9日周一 08:00"]);
});

test("Russian counts people as Russians do", () => {
  const said = [0, 1, 2, 4, 5, 11, 14, 21, 22, 25, 101, 111, 122].map((count) => t("people", { count }));
  assert.deepEqual(said, [
    "0 человек", "1 человек", "2 человека", "4 человека", "5 человек", "11 человек", "14 человек", "21 человек", "22 человека", "25 человек",
    "101 человек", "111 человек", "122 человека",
  ]);
});

test("English has one and many, Chinese one form", () => {
  assert.deepEqual(inLanguage("en", () => [1, 2, 21].map((count) => t("people", { count }))), ["1 person", "2 people", "21 people"]);
  assert.deepEqual(inLanguage("zh", () => [1, 21].map((count) => t("people", { count }))), ["1 人", "21 人"]);
});

const wait = (low, high, upper = high) => ({ low_s: low * 60, likely_s: ((low + high) / 2) * 60, upper_s: upper * 60, high_s: high * 60 });

test("a wait is a range in steps, rounded outwards", () => {
  assert.equal(waitText(wait(11, 13)), "10–15 минут");
  assert.equal(waitText(wait(7, 22)), "5–25 минут");
  assert.equal(waitText(wait(2, 4)), "до 5 минут");
  assert.equal(waitText(wait(51, 66)), "50–70 минут");
});

test("up to names the value that one wait in five passes, a range the ends", () => {
  assert.equal(waitText(wait(2, 12, 9)), "до 10 минут");
  assert.equal(waitText(wait(6, 12, 9)), "5–15 минут");
  assert.equal(waitText(wait(10, 130, 110)), "до 110 минут");
});

test("one range over several reaches from the lowest to the highest, and is unknown where all are", () => {
  assert.deepEqual(overAll([wait(5, 10, 8), null, wait(1, 20, 15)]), { ...wait(1, 20, 15), likely_s: 630 });
  assert.equal(overAll([null, null]), null);
});

test("long waits are said in hours", () => {
  assert.equal(waitText(wait(90, 170)), "1–3 часа");
  assert.equal(waitText(wait(130, 290)), "2–5 часов");
  assert.equal(waitText(wait(10, 130)), "до 3 часов");
  assert.equal(inLanguage("en", () => waitText(wait(90, 170))), "1–3 hours");
});

test("a wait that fills one step is still a range", () => {
  assert.deepEqual(waitWords(wait(15, 15)), { id: "wait-range", args: { low: 10, high: 15 } });
  assert.deepEqual(waitWords(wait(5, 5)), { id: "wait-up-to", args: { high: 5 } });
});

test("no wait and no estimate are two things", () => {
  assert.equal(waitText(wait(0, 0.5)), "без ожидания");
  assert.equal(waitText(null), "время неизвестно");
});

test("durations are said as people say them", () => {
  assert.equal(durationText(41), "41 секунда");
  assert.equal(durationText(122), "2 минуты");
  assert.equal(durationText(3900), "1 ч 5 мин");
});

test("a wait is late from two thirds of the standard and a breach above it, to the second", () => {
  assert.deepEqual([599, 600, 900, 901].map((s) => nearness(s, 900)), ["calm", "late", "late", "breach"]);
});

test("an error speaks by its code, an unknown one shows it", () => {
  assert.match(errorText({ code: "topic_suspended" }), /временно остановлен/);
  assert.match(errorText({ code: "http_502" }), /http_502/);
  assert.match(errorText(new Error("?")), /unknown|Такого здесь нет/);
});

test("a name missing in one language is given in another", () => {
  assert.equal(inLanguage("zh", () => named({ ru: "Клин", en: "Klin" })), "Клин");
  assert.equal(named(null), "");
});

test("every text of every language can be formatted", () => {
  for (const lang of ["ru", "en", "zh"]) {
    const made = bundle(lang, [readFileSync(`${folder}${lang}.ftl`, "utf-8")]);
    for (const [id, message] of made._messages) {
      const errors = [];
      const args = { name: "Ольга", count: 2, desk: "1", number: "А001", low: 1, high: 2, seconds: 1, minutes: 1, hours: 1, time: "1", day: "вт", code: "x" };
      made.formatPattern(message.value, args, errors);
      assert.deepEqual(errors, [], `${lang} ${id}`);
    }
  }
});

test("words in one line are set apart as the language does it", () => {
  assert.equal(inLanguage("ru", () => inLine(["10:00", "11:00"])), "10:00, 11:00");
  assert.equal(inLanguage("zh", () => inLine(["10:00", "11:00"])), "10:00、11:00");
});

test("a time that clocks show twice is told with its offset, any other alone", () => {
  const berlin = (at) => timeOfDay(at, "Europe/Berlin");
  assert.deepEqual(["2026-10-25T00:59:59Z", "2026-10-25T01:00:00Z"].map(berlin), ["02:59 +02", "02:00 +01"]);
  assert.deepEqual(["2026-10-24T23:59:00Z", "2026-10-25T02:00:00Z", "2026-03-29T01:00:00Z", "2026-03-29T00:59:00Z"].map(berlin), ["01:59", "03:00", "03:00", "01:59"]);
  assert.equal(timeOfDay("2026-10-25T01:00:00Z", "Europe/Berlin", { seconds: true }), "02:00:00 +01");
  assert.equal(timeOfDay("2026-11-01T06:30:00Z", "America/New_York"), "01:30 -05");
  assert.deepEqual(["2026-04-04T14:45:00Z", "2026-04-04T15:15:00Z"].map((at) => timeOfDay(at, "Australia/Lord_Howe")), ["01:45 +11", "01:45 +10:30"]);
  assert.equal(timeOfDay("2026-10-25T01:00:00Z", "Europe/Moscow"), "04:00");
  const troll = ["00:59", "01:00", "02:59", "03:00"].map((time) => timeOfDay(`2026-10-25T${time}:00Z`, "Antarctica/Troll"));
  assert.deepEqual(troll, ["02:59 +02", "01:00 +00", "02:59 +00", "03:00"], "two hours come twice");
  assert.deepEqual(["2026-10-24T22:59:00Z", "2026-10-24T23:00:00Z"].map((at) => timeOfDay(at, "Antarctica/Troll")), ["00:59", "01:00 +02"]);
  assert.deepEqual(["2021-03-13T10:00:00Z", "2021-03-13T13:00:00Z"].map((at) => timeOfDay(at, "Antarctica/Casey")), ["21:00 +11", "21:00 +08"]);
});

test("a date with its hour has the offset behind the time, and reads on any other day as it always did", () => {
  const say = (at) => ["ru", "en", "zh"].map((lang) =>
    inLanguage(lang, () => dateInWords(at, "Europe/Berlin", { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" })).replace(/\s/g, " "));
  assert.deepEqual(say("2026-11-02T09:05:00Z"), ["2 ноября 2026 г. в 10:05", "2 November 2026 at 10:05", "2026年11月2日 10:05"]);
  assert.deepEqual(say("2026-10-25T00:05:00Z"), ["25 октября 2026 г. в 02:05 +02", "25 October 2026 at 02:05 +02", "2026年10月25日 02:05 +02"]);
  assert.deepEqual(say("2026-10-25T01:05:00Z"), ["25 октября 2026 г. в 02:05 +01", "25 October 2026 at 02:05 +01", "2026年10月25日 02:05 +01"]);
  assert.equal(dateInWords("2026-10-25T01:05:00Z", "Europe/Berlin"), "воскресенье, 25 октября", "no hour, no offset");
});
