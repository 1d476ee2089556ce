import assert from "node:assert/strict";
import { test } from "node:test";

import { deskView } from "../../../queue_server/console/web/desk/rows.js";
import { nextStep, obstacle, situation } from "../../../queue_server/console/web/desk/situation.js";
import { at, desk, moment, now, office, visitor } from "./desk_rows.mjs";

const view = (...rows) => deskView(rows, "3");

const PLACES = [
  ["loading", view(), null],
  ["office_closed", view(office({ open: false }), desk({ manager: null, presence: "offline" })), null],
  ["closed", view(office(), desk({ manager: null, presence: "offline" })), "open"],
  ["taken", view(office(), desk({ manager: { id: "petrov", name: "Петров" } })), null],
  ["ready", view(office(), desk()), "call_next"],
  ["break", view(office(), desk({ presence: "break" })), "end_break"],
  ["back_office", view(office(), desk({ presence: "back_office" })), "end_break"],
  ["called", view(office(), desk({ presence: "calling" }), visitor()), "start"],
  ["serving", view(office(), desk({ presence: "serving" }), visitor({ state: "serving" })), "complete"],
];

for (const [name, seen, step] of PLACES) {
  test(`${name} is recognised, and its next right step is ${step}`, () => {
    assert.equal(situation(seen, "ivanova"), name);
    assert.equal(nextStep(name), step);
  });
  if (step) {
    test(`the next step of ${name} has no obstacle`, () => assert.equal(obstacle(step, seen, moment()), null));
  }
}

test("a visitor who is being served is finished even after the day was closed around them", () => {
  const late = view(office({ open: false }), desk({ presence: "serving" }), visitor({ state: "serving" }));
  assert.equal(obstacle("complete", late, moment()), null);
});

test("a stale view allows nothing at all", () => {
  for (const [, seen, step] of PLACES) if (step) assert.equal(obstacle(step, seen, moment({ fresh: false })), "stale");
});

test("a tab that only watches allows nothing, and neither does a command on its way", () => {
  const ready = view(office(), desk());
  assert.equal(obstacle("call_next", ready, moment({ elsewhere: true })), "second_tab");
  assert.equal(obstacle("call_next", ready, moment({ sending: true })), "sending");
});

test("nobody is called over a visitor who is at the desk", () => {
  for (const state of ["called", "serving"]) {
    const busy = view(office(), desk(), visitor({ state }));
    for (const action of ["call_next", "call", "start_break", "back_office", "close"]) {
      assert.equal(obstacle(action, busy, moment()), "desk_busy", `${action} while ${state}`);
    }
  }
});

test("no visitor is called during a break", () => {
  assert.equal(obstacle("call_next", view(office(), desk({ presence: "break" })), moment()), "on_break");
});

test("a no-show waits for its calls and for its second", () => {
  const called = (no_show_at) => view(office(), desk({ presence: "calling" }), visitor({ no_show_at }));
  assert.equal(obstacle("mark_no_show", called(null), moment()), "more_calls");
  assert.equal(obstacle("mark_no_show", called(at(1)), moment()), "too_early");
  assert.equal(obstacle("mark_no_show", called(at(0)), moment()), null, "the limit includes its exact second");
});

test("another manager's desk is not touched; where anybody may work it is", () => {
  const theirs = view(office(), desk({ manager: { id: "petrov", name: "Петров" } }));
  assert.equal(obstacle("call_next", theirs, moment()), "desk_taken");
  assert.equal(obstacle("call_next", theirs, moment({ manager: null })), null);
});

test("switching topics needs a second one", () => {
  const serving = (topics) => view(office(), desk({ presence: "serving" }), visitor({ state: "serving", topics }));
  assert.equal(obstacle("switch_topic", serving(["meters"]), moment()), "one_topic");
  assert.equal(obstacle("switch_topic", serving(["meters", "contract"]), moment()), null);
});

test("the desk is put together from its rows, lists in the order in which they need attention", () => {
  const seen = deskView([
    { kind: "postponed", id: "p1", number: "А001", topic: "meters", since_at: at(-60), due_at: null, by: "office", reason: null },
    { kind: "postponed", id: "p2", number: "А002", topic: "meters", since_at: at(-30), due_at: at(300), by: "visitor", reason: null },
    { kind: "no_show", id: "n1", number: "А003", topic: "meters", since_at: at(-60), until_at: at(840) },
    { kind: "no_show", id: "n2", number: "А004", topic: "meters", since_at: at(-300), until_at: at(600) },
    desk({ number: "10" }), desk({ number: "2" }), office(),
  ], "10");
  assert.deepEqual(seen.postponed.map((row) => row.id), ["p2", "p1"]);
  assert.deepEqual(seen.noShows.map((row) => row.id), ["n2", "n1"]);
  assert.deepEqual(seen.desks.map((row) => row.number), ["2", "10"]);
  assert.equal(seen.desk?.number, "10");
  assert.equal(seen.visitor, null);
  assert.ok(now);
});
