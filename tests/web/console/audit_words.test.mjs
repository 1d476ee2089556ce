import assert from "node:assert/strict";
import { test } from "node:test";

import { changes, doneText, whoText } from "../../../queue_server/console/web/admin/audit_words.js";

const entry = (before, after) => ({ before: before && JSON.stringify(before), after: after && JSON.stringify(after) });

test("an entry says what became of what, and nothing of what stayed", () => {
  assert.deepEqual(changes(entry({ role: "manager", office: "klin" }, { role: "supervisor", office: "klin" })), ["audit-member-role: role-manager → role-supervisor"]);
  assert.deepEqual(changes(entry(null, { name: "Зорина В. В.", created_at: 5 })), ["audit-member-name: Зорина В. В."]);
  assert.deepEqual(changes(entry({ office: "klin" }, null)), ["audit-member-office: klin → —"]);
});

test("a long value is cut, a value that is no object says nothing", () => {
  assert.equal(changes(entry(null, { document: "x".repeat(500) }))[0].length, "document: ".length + 61);
  assert.deepEqual(changes({ before: null, after: "cut off {" }), []);
});

test("places, roles and means are in words, lists without their brackets, and what nobody knows as it is", () => {
  const places = (member, id) => (member === "office" && id === "klin" ? "Клин" : undefined);
  assert.deepEqual(changes(entry(null, { office: "klin", role: "nobody's" }), places), ["audit-member-office: Клин", "audit-member-role: nobody's"]);
  assert.deepEqual(changes(entry(null, { means: "code", seq: 7 })), ["audit-member-means: audit-means-code", "seq: 7"]);
  assert.deepEqual(changes(entry(null, { changes: ["one", "two"] })), ["audit-member-changes: one; two"]);
});

test("a calendar's cells are told by their dates, many of them by how many, which and from when to when", () => {
  assert.deepEqual(changes(entry({ "2026-03-02 rain_mm": 2.5 }, { "2026-03-02 rain_mm": null })), ["2 мар. 2026 г., rain_mm: 2,5 → —"]);
  const summary = { cells: 730, taken_out: 3, columns: ["billing", "rain_mm"], days: ["2026-01-01", "2026-12-31"] };
  assert.deepEqual(changes(entry(null, summary)), [
    "audit-member-cells: 730", "audit-member-taken-out: 3", "audit-member-columns: billing, rain_mm",
    "audit-member-days: 1 янв. 2026 г. – 31 дек. 2026 г.",
  ]); // prettier-ignore
  assert.deepEqual(changes(entry(null, { days: 14 })), ["audit-member-days: 14"], "as terminals told it before");
});

test("published days are told by their dates, each from version to version", () => {
  const told = changes(entry({ versions: { "2026-03-02": 0, "2026-03-03": 4 } }, { versions: { "2026-03-02": 1, "2026-03-03": 5 } }));
  assert.deepEqual(told, ["audit-member-versions: 2 мар. 2026 г.: 0 → 1; 3 мар. 2026 г.: 4 → 5"]);
  assert.equal(doneText("schedule_published"), "audit-schedule-published");
});

test("what changed of somebody's hours stands behind their name, weekdays in words", () => {
  const was = { break_minutes: 45, ivanova: { hours_week: 40, off: [] } };
  const is = { break_minutes: 45, ivanova: { hours_week: 37.5, off: ["sat", "2026-03-05"] } };
  assert.deepEqual(changes(entry(was, is)), ["ivanova: audit-member-hours-week: 40 → 37,5; audit-member-off: — → сб, 5 мар. 2026 г."]);
});

test("who sees to an alert is told with its office and what it was about", () => {
  const about = { office: "klin", cause: "longest_wait" };
  const told = ["audit-member-office: klin", "audit-member-cause: audit-cause-longest-wait"];
  assert.deepEqual(changes(entry({ owner: null }, { ...about, owner: null })).sort(), [...told].sort(), "seen");
  assert.deepEqual(changes(entry({ owner: null }, { ...about, owner: "person:orlova" })), ["audit-member-owner: — → person:orlova", ...told]);
  assert.deepEqual(changes(entry(null, { cause: "another" })), ["audit-member-cause: another"]);
});

test("a place is shown by its name", () => {
  const places = (kind, id) => (kind === "office" && id === "klin" ? "Клин" : undefined);
  assert.equal(whoText("office:klin", places), "Клин");
  assert.equal(whoText("territory:north", places), "north");
  assert.equal(whoText("calendar"), "audit-all-offices");
});

test("somebody is shown by the login, an action nobody knows by its name", () => {
  assert.equal(whoText("person:ivanova"), "ivanova");
  assert.equal(doneText("something_new"), "something new");
});
