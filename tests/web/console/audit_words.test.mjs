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

test("somebody is shown by the login, an action nobody knows by its name", () => {
  assert.equal(whoText("person:ivanova"), "ivanova");
  assert.equal(doneText("something_new"), "something new");
});
