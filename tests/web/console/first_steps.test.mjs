import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { asleep, EXAMPLE, steps } from "../../../queue_server/console/web/home/steps.js";

const own = { organisation: { name: "Управляющая компания" }, offices: [{ id: "one" }] };
const me = { disabled_at: null };
const done = (all) => all.filter((step) => step.done).map((step) => step.id);

test("a fresh server lacks everything, and its example is nobody's organisation", () => {
  assert.deepEqual(done(steps({ organisation: { name: EXAMPLE }, offices: own.offices }, [me], [])), []);
  assert.deepEqual(done(steps({ organisation: { name: null }, offices: [] }, [me], [])), []);
  assert.ok(readFileSync(new URL("../../../config/demo/organisation.toml", import.meta.url), "utf-8").includes(`name = "${EXAMPLE}"`));
});

test("each step is done by what is there, not by having been pressed", () => {
  const device = { role: "kiosk", desk: null, revoked_at: null };
  assert.deepEqual(done(steps(own, [me], [])), ["organisation"]);
  assert.deepEqual(done(steps(own, [me, { disabled_at: null }], [device])), ["organisation", "people", "kiosks"]);
  assert.deepEqual(done(steps(own, [me, me], [device, { ...device, role: "display" }])), ["organisation", "people", "kiosks", "boards"]);
});

test("who was locked out, a device taken back and a board over a desk are no step", () => {
  const taken = { role: "kiosk", desk: null, revoked_at: "2026-11-26T10:00:00.000Z" };
  const overDesk = { role: "display", desk: "3", revoked_at: null };
  assert.deepEqual(done(steps(own, [me, { disabled_at: "2026-11-26T10:00:00.000Z" }], [taken, overDesk])), ["organisation"]);
});

test("a first evening is told from an empty house and from a day with one office open", () => {
  const closed = { id: "one", open: false };
  assert.equal(asleep({ ...own, offices: [closed, closed] }), true);
  assert.equal(asleep({ ...own, offices: [closed, { id: "two", open: true }] }), false);
  assert.equal(asleep({ ...own, offices: [] }), false);
});
