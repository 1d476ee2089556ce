import assert from "node:assert/strict";
import { test } from "node:test";
import { counted, heardAfter, minutesBetween, ordered, REMEMBERED, unheard } from "/assets/analytics/alerts/alert_rows.js";

const alert = (id, more = {}) => ({
  id, severity: "warning", opened_at: "2026-03-02T09:00:00.000Z", acknowledged_at: null, rings: 1, quiet: false, ...more,
});

test("the gravest come first, the unseen before the seen, then the newest", () => {
  const seen = { acknowledged_at: "2026-03-02T09:05:00.000Z" };
  const alerts = [
    alert("a", seen), alert("b"), alert("c", { severity: "critical", ...seen }), alert("d", { severity: "critical" }),
    alert("e", { opened_at: "2026-03-02T10:00:00.000Z" }),
  ];
  assert.deepEqual(ordered(alerts).map((one) => one.id), ["d", "c", "e", "b", "a"]);
});

test("each ring is heard once, whatever is redrawn", () => {
  const first = [alert("a"), alert("b")];
  assert.deepEqual(unheard(first, {}).map((one) => one.id), ["a", "b"]);
  const heard = heardAfter({}, first);
  assert.deepEqual(unheard(first, heard), []);
  const graver = [alert("a", { rings: 2, severity: "critical" }), alert("b")];
  assert.deepEqual(unheard(graver, heard).map((one) => one.id), ["a"]);
});

test("what somebody has seen and what falls into quiet hours is not heard", () => {
  assert.deepEqual(unheard([alert("a", { acknowledged_at: "2026-03-02T09:05:00.000Z" }), alert("b", { quiet: true })], {}), []);
});

test("a page that knows no alert yet forgets nothing; the oldest go first", () => {
  assert.deepEqual(heardAfter({ a: 3 }, []), { a: 3 });
  const many = Array.from({ length: REMEMBERED + 5 }, (_, number) => alert(`n${number}`));
  const heard = heardAfter({ a: 3 }, many);
  assert.equal(Object.keys(heard).length, REMEMBERED);
  assert.deepEqual([heard.a, heard.n4, heard.n5], [undefined, undefined, 1]);
});

test("counts and minutes", () => {
  assert.deepEqual(counted([alert("a", { severity: "critical" }), alert("b", { acknowledged_at: "x" })]), { all: 2, critical: 1, unseen: 1 });
  assert.equal(minutesBetween("2026-03-02T09:00:00.000Z", Date.parse("2026-03-02T09:18:59.000Z")), 18);
  assert.equal(minutesBetween("2026-03-02T09:00:00.000Z", 0), 0);
});
