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
  const summary = { cells: 730, taken_out: 3, columns: ["billing", "rain_mm"], first_day: "2026-01-01", last_day: "2026-12-31" };
  assert.deepEqual(changes(entry(null, summary)), [
    "audit-member-cells: 730", "audit-member-taken-out: 3", "audit-member-columns: billing, rain_mm",
    "audit-member-first-day: 1 янв. 2026 г.", "audit-member-last-day: 31 дек. 2026 г.",
  ]); // prettier-ignore
  assert.deepEqual(changes(entry(null, { first_day: "some day" })), ["audit-member-first-day: some day"]);
});

test("somebody is shown by the login, an action nobody knows by its name", () => {
  assert.equal(whoText("person:ivanova"), "ivanova");
  assert.equal(doneText("something_new"), "something new");
});
