import assert from "node:assert/strict";
import { test } from "node:test";

import { atTheTop, canBeChosen, expectedWait, screenful, under } from "/assets/kiosk/tree.js";

const topic = (id, more = {}) => ({ id, parent: null, name: {}, bring: {}, state: "open", reason: null, waiting: 0, desks: 1, expected_wait: null, ...more });
const wait = (low_s, high_s) => ({ low_s, likely_s: (low_s + high_s) / 2, upper_s: high_s, high_s });
const TOPICS = [
  topic("billing", { state: "heading" }),
  topic("meters", { parent: "billing", expected_wait: wait(60, 300) }),
  topic("debt", { parent: "billing", expected_wait: wait(600, 900) }),
  topic("certificates", { expected_wait: wait(0, 60) }),
  topic("closed_heading", { state: "heading" }),
  topic("nobody_here", { parent: "closed_heading", state: "unavailable" }),
];
const ids = (topics) => topics.map((one) => one.id);

test("the top shows headings and topics without one, in the organisation's order", () => {
  assert.deepEqual(ids(atTheTop(TOPICS)), ["billing", "certificates"]);
});

test("a topic that this office has no manager for is no choice, nor is a heading of such", () => {
  assert.equal(ids(atTheTop(TOPICS)).includes("closed_heading"), false);
});

test("a suspended topic is shown, so that the reason can be read, and cannot be chosen", () => {
  const topics = [topic("a", { state: "suspended", reason: "…" }), topic("b")];
  assert.deepEqual(ids(atTheTop(topics)), ["a", "b"]);
  assert.deepEqual(topics.map((one) => canBeChosen(topics, one)), [false, true]);
});

test("a heading can be chosen while anything under it can", () => {
  const suspended = TOPICS.map((one) => (one.id === "meters" ? { ...one, state: "suspended" } : one));
  assert.equal(canBeChosen(suspended, suspended[0]), true);
  const both = suspended.map((one) => (one.id === "debt" ? { ...one, state: "suspended" } : one));
  assert.equal(canBeChosen(both, both[0]), false);
});

test("a single heading asks nothing, so its topics are the top", () => {
  assert.deepEqual(ids(atTheTop(TOPICS.slice(0, 3))), ["meters", "debt"]);
});

test("a topic whose heading this office does not have stands at the top", () => {
  assert.deepEqual(ids(under([topic("meters", { parent: "billing" })], null)), ["meters"]);
});

test("a heading's wait is the range over what can be taken under it", () => {
  assert.deepEqual([expectedWait(TOPICS, TOPICS[0]).low_s, expectedWait(TOPICS, TOPICS[0]).high_s], [60, 900]);
  const suspended = TOPICS.map((one) => (one.id === "debt" ? { ...one, state: "suspended" } : one));
  assert.equal(expectedWait(suspended, suspended[0]).high_s, 300);
});

test("no screen has more than six places, the last of a fuller list leads on", () => {
  const many = Array.from({ length: 11 }, (_, i) => i);
  assert.deepEqual(screenful(many.slice(0, 6), 0), { shown: [0, 1, 2, 3, 4, 5], page: 0, pages: 1 });
  assert.deepEqual(screenful(many, 0), { shown: [0, 1, 2, 3, 4], page: 0, pages: 3 });
  assert.deepEqual(screenful(many, 2), { shown: [10], page: 2, pages: 3 });
  assert.equal(screenful(many, 9).page, 2, "a page that is no longer there is the last");
});
