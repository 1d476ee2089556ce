import assert from "node:assert/strict";
import { test } from "node:test";

import { actionOf, KEY_OF, SHORTCUT_OF } from "../../../queue_server/console/web/desk/keys.js";
import { correction } from "../../../queue_server/console/web/desk/undo.js";

const press = (key, more = {}) => ({ key, code: more.code ?? "", repeat: false, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...more });
const idle = { busy: false };

test("Space and F2 call next; Space in a field or on a button is that field's or button's own", () => {
  assert.equal(actionOf(press(" "), idle), "call_next");
  assert.equal(actionOf(press("F2"), { busy: true }), "call_next");
  assert.equal(actionOf(press(" "), { busy: true }), null);
});

test("no letter and no digit acts by itself", () => {
  for (const key of "abcdefghijklmnopqrstuvwxyzабвгдежзиклмнопрстуфхцчшщ0123456789?/.,") assert.equal(actionOf(press(key), idle), null);
});

test("the browser keeps its reload, full screen and tools", () => {
  for (const key of ["F5", "F11", "F12"]) assert.equal(actionOf(press(key), idle), null);
  assert.equal(actionOf(press("F4", { altKey: true }), idle), null, "Alt+F4 is the system's");
});

test("Ctrl+K and Ctrl+Z go by the place of the key, so they work on a Russian layout", () => {
  assert.equal(actionOf(press("л", { code: "KeyK", ctrlKey: true }), idle), "palette");
  assert.equal(actionOf(press("я", { code: "KeyZ", metaKey: true }), idle), "undo");
  assert.equal(actionOf(press("z", { code: "KeyZ", ctrlKey: true }), { busy: true }), null, "a field has its own undo");
});

test("no two actions share a key, and every key has a name for assistive technology", () => {
  assert.equal(new Set(Object.values(KEY_OF)).size, Object.keys(KEY_OF).length);
  for (const shortcut of Object.values(SHORTCUT_OF)) assert.match(shortcut, /^((Shift|Control)\+)?(F\d+|[A-Z])$/);
});

test("a wrong step is put right by a later command; what has no such command offers none", () => {
  const step = (action) => ({ action, office: "klin", desk: "3", ticket: "t1" });
  assert.equal(correction(step("call_next"), "r")?.path, "tickets/t1/return_to_queue");
  assert.deepEqual(correction(step("mark_no_show"), "by mistake"), {
    action: "call", path: "offices/klin/desks/3/call", body: { ticket: "t1", reason: "by mistake" },
  });
  assert.equal(correction(step("start_break"), "r")?.path, "offices/klin/desks/3/end_break");
  for (const action of ["start", "complete", "recall"]) assert.equal(correction(step(action), "r"), null);
  assert.equal(correction({ ...step("call_next"), ticket: null }, "r"), null, "nobody was called");
});
