import assert from "node:assert/strict";
import { test } from "node:test";

import { addressOf, daysBefore, lastQuarters, officesOf, periodOf, quarterOf, stillOpenOf, todayOf, usualPeriod, weekOf } from "/assets/analytics/reports/periods.js";

test("weeks begin on Monday, and the first has the year's first Thursday", () => {
  assert.deepEqual(["2026-03-02", "2026-03-08", "2025-12-29", "2026-01-04", "2020-12-31", "2021-01-03", "2021-01-04"].map(weekOf), ["2026-W10", "2026-W10", "2026-W01", "2026-W01", "2020-W53", "2020-W53", "2021-W01"]);
});

test("today is the offices' own: it has begun where their clocks are furthest", () => {
  const [moscow, east] = [{ timezone: "Europe/Moscow" }, { timezone: "Asia/Vladivostok" }];
  const at = (/** @type {string} */ time) => Date.parse(`2026-03-02T${time}:00Z`);
  assert.equal(todayOf([moscow], at("20:59")), "2026-03-02");
  assert.equal(todayOf([moscow], at("21:00")), "2026-03-03");
  assert.equal(todayOf([moscow, east], at("14:00")), "2026-03-03");
  assert.equal(todayOf([], at("23:00")), "2026-03-02");
  assert.equal(daysBefore("2026-03-02", 6), "2026-02-24");
});

test("quarters", () => {
  assert.deepEqual(["2026-01-01", "2026-03-31", "2026-04-01", "2026-12-31"].map(quarterOf), ["2026Q1", "2026Q1", "2026Q2", "2026Q4"]);
  assert.deepEqual(lastQuarters("2026-02-10", 3), ["2026Q1", "2025Q4", "2025Q3"]);
});

test("what is asked for when nobody picked anything is the one before", () => {
  assert.equal(usualPeriod("day", "2026-03-01"), "2026-02-28");
  assert.equal(usualPeriod("week", "2026-01-01"), "2025-W52");
  assert.equal(usualPeriod("month", "2026-01-15"), "2025-12");
  assert.equal(usualPeriod("month", "2026-03-31"), "2026-02");
  assert.equal(usualPeriod("quarter", "2026-01-15"), "2025Q4");
  assert.equal(periodOf("week", "2026-03-05"), "2026-W10");
});

test("what is asked for is over in every office that it is about", () => {
  const moscow = { id: "moscow", territory: "west", timezone: "Europe/Moscow" };
  const east = { id: "east", territory: "far_east", timezone: "Asia/Vladivostok" };
  const usual = (/** @type {any} */ span, /** @type {string} */ about, /** @type {string} */ at) => usualPeriod(span, stillOpenOf(officesOf(about, [moscow, east]), Date.parse(at)));
  const [monday, lastOfMarch] = ["2026-03-02T14:00:00Z", "2026-03-31T14:00:00Z"]; // one day later in Vladivostok
  assert.equal(usual("day", "office:moscow", monday), "2026-03-01");
  assert.equal(usual("day", "office:east", monday), "2026-03-02");
  assert.deepEqual(["company", "territory:west", "territory:far_east"].map((about) => usual("month", about, lastOfMarch)), ["2026-02", "2026-02", "2026-03"]);
  assert.deepEqual(["company", "territory:far_east"].map((about) => usual("quarter", about, lastOfMarch)), ["2025Q4", "2026Q1"]);
  assert.deepEqual(["company", "territory:far_east"].map((about) => usual("week", about, "2026-03-08T14:00:00Z")), ["2026-W09", "2026-W10"]);
  assert.equal(stillOpenOf([], Date.parse(monday)), "2026-03-02");
});

test("an address names only whom it is about", () => {
  const wanted = { kind: "bulletin", period: "2026-W10", format: "pdf", language: "ru" };
  assert.equal(addressOf(wanted), "/api/v1/reports/documents/bulletin?period=2026-W10&format=pdf&language=ru");
  assert.match(addressOf({ ...wanted, office: "klin" }), /&office=klin$/);
  assert.match(addressOf({ ...wanted, territory: "north" }), /&territory=north$/);
});
