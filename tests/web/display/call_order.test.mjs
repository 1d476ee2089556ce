import assert from "node:assert/strict";
import { test } from "node:test";

import { ordered, pages } from "../../../display/web/call_order.js";

const call = (number, second, state = "called") => {
  const at = `2026-03-02T12:00:${String(second).padStart(2, "0")}.000Z`;
  return { number, desk: "1", called_at: at, announced_at: at, calls: 1, state };
};
const turn = (number, missed = []) => ({ announcement: { number, desk: "1", announcedAt: "", freshUntil: 0, missed }, since: 0, voice: true, quietSince: null });
const numbers = (calls) => calls.map((one) => one.number);

test("the call being announced has the large place, though a newer one waits for its turn", () => {
  const { first, others } = ordered([call("А1", 1), call("К2", 2)], turn("А1"));
  assert.equal(first.number, "А1");
  assert.deepEqual(numbers(others), ["К2"]);
});

test("between announcements the newest that is still awaited has it", () => {
  const { first, others } = ordered([call("А1", 1), call("К2", 2), call("М3", 3, "serving"), call("Е4", 4, "done")], null);
  assert.equal(first.number, "К2");
  assert.deepEqual(numbers(others), ["А1", "Е4", "М3"], "awaited first, then the last calls");
});

test("when nobody is awaited the last call stays", () => {
  assert.equal(ordered([call("А1", 1, "done"), call("К2", 2, "serving")], null).first.number, "К2");
  assert.equal(ordered([], null).first, null);
});

test("a call that was taken back leaves the large place at once", () => {
  assert.equal(ordered([call("К2", 2)], turn("А1")).first.number, "К2");
});

test("calls that were missed are announced where they stand", () => {
  assert.equal(ordered([call("А1", 1), call("К2", 2)], turn("А1", ["А1", "К2"])).first.number, "К2");
});

test("everybody who is awaited is on some page; past calls only fill the last", () => {
  const others = [...[9, 8, 7, 6, 5].map((second) => call(`А${second}`, second)), call("К4", 4, "done"), call("К3", 3, "done")];
  assert.deepEqual(pages(others, 2).map(numbers), [["А9", "А8"], ["А7", "А6"], ["А5", "К4"]]);
  assert.deepEqual(pages(others.slice(5), 2).map(numbers), [["К4", "К3"]], "past calls do not turn pages");
  assert.deepEqual(pages(others.slice(0, 4), 3).map(numbers), [["А9", "А8"], ["А7", "А6"]], "no page for one call alone");
  assert.deepEqual(pages([], 3), [[]]);
  assert.deepEqual(pages(others, 0), [[]]);
});
