import assert from "node:assert/strict";
import { test } from "node:test";

import { applied, difference, verdict } from "/assets/web/changes.js";

const at5 = { seq: 5, epoch: "e1" };
const event = (seq, changes = []) => ({ type: "event", seq, at: "2026-03-02T06:00:00.000Z", event: "TicketCalled", changes });

test("the very next event is applied", () => assert.equal(verdict(at5, event(6)), "apply"));
test("an event that is known already is ignored", () => assert.equal(verdict(at5, event(5)), "ignore"));
test("a gap is never applied over", () => assert.equal(verdict(at5, event(7)), "resync"));
test("an event before any snapshot asks for one", () => assert.equal(verdict(null, event(1)), "resync"));
test("a ping that agrees says nothing", () => assert.equal(verdict(at5, { type: "ping", seq: 5, now: "" }), "ignore"));
test("a ping that is ahead shows that events were missed", () => assert.equal(verdict(at5, { type: "ping", seq: 6, now: "" }), "resync"));
test("a snapshot replaces, even one of another epoch or of an earlier seq", () => {
  assert.equal(verdict(at5, { type: "snapshot", seq: 1, epoch: "e2", view: {} }), "replace");
});

test("changes put and delete rows and leave the old map as it was", () => {
  const rows = new Map([["a", { n: 1 }], ["b", { n: 2 }]]);
  const next = applied(rows, [{ op: "put", key: "c", row: { n: 3 } }, { op: "delete", key: "a" }, { op: "delete", key: "none" }]);
  assert.deepEqual([...next], [["b", { n: 2 }], ["c", { n: 3 }]]);
  assert.equal(rows.size, 2);
});

test("stale rows and the difference to a snapshot are the snapshot", () => {
  const stale = new Map([["same", { n: 1 }], ["changed", { n: 1 }], ["gone", { n: 1 }]]);
  const view = { same: { n: 1 }, changed: { n: 2 }, fresh: { n: 3 } };
  const changes = difference(stale, view);
  assert.deepEqual(Object.fromEntries(applied(stale, changes)), view);
  assert.equal(changes.some((change) => change.key === "same"), false, "an equal row is not touched");
});
