import assert from "node:assert/strict";
import { test } from "node:test";

import { arrivalsData, curveData, lateness, mapOf, offsetOf } from "/assets/analytics/cockpit/day_data.js";

const half = (begin, issued, level = null, usual = null) => ({ begin, issued, met: 0, breached: 0, service_level: level, usual_issued: usual });

test("what has yet to come today is no zero; the usual day goes on", () => {
  const day = { half_hours: [half("09:00", 3, 1, 2.5), half("09:30", 0, null, 4), half("10:00", 1, 1, 5), half("10:30", 0, null, 6)] };
  const none = [null, null, null, null];
  assert.deepEqual(arrivalsData(day), [[0, 1, 2, 3], [3, 0, 1, null], none, [2.5, 4, 5, 6]]);
});

test("over several zones a half-hour that has come in some offices only stands apart", () => {
  const rows = [[3, 3], [2, 3], [1, 2], [0, 1], [0, 0]].map(([issued, reached], place) => ({ ...half(`1${place}:00`, issued), usual_issued: 4, reached }));
  const day = { offices: 3, timezones: 2, half_hours: rows };
  assert.deepEqual(arrivalsData(day), [[0, 1, 2, 3, 4], [3, 2, null, null, null], [null, null, 1, null, null], [4, 4, 4, 4, 4]]);
  const [, today, elsewhere] = arrivalsData({ ...day, timezones: 1 });
  assert.deepEqual([today, elsewhere], [[3, 2, 1, null, null], [null, null, null, null, null]]);
});

test("a zone is told by how far it is from UTC", () => {
  const at = "2026-03-02T12:00:00Z";
  assert.deepEqual(["Europe/Kaliningrad", "Europe/Moscow", "Asia/Vladivostok", "UTC"].map((zone) => offsetOf(zone, at)), ["UTC+2", "UTC+3", "UTC+10", "UTC+0"]);
});

test("the curve in seconds, as charts count time", () => {
  const day = { curve: [{ at: "2026-03-02T06:00:00.000Z", waiting: 2, desks_open: 3, serving: 1 }] };
  assert.deepEqual(curveData(day), [[1_772_431_200], [1], [3], [2]]);
});

test("the map spans the half-hours with anybody, gaps included, the newest day first", () => {
  const days = [{ day: "2026-03-01", half_hours: [half("09:30", 1, 1)] }, { day: "2026-03-02", half_hours: [half("08:30", 2, 0.5)] }];
  const { columns, rows } = mapOf(days);
  assert.deepEqual(columns, ["08:30", "09:00", "09:30"]);
  assert.deepEqual(rows.map((row) => [row.day, row.cells.map((cell) => cell?.issued ?? null)]), [["2026-03-02", [2, null, null]], ["2026-03-01", [null, null, 1]]]);
  assert.deepEqual(mapOf([{ day: "2026-03-02", half_hours: [] }]), { columns: [], rows: [] });
});

test("a half-hour is kept at the goal, below it, far below at three times what the goal allows, and most of it late", () => {
  const at = (level) => lateness(half("09:00", 1, level), 0.95);
  assert.deepEqual([at(null), at(1), at(0.95), at(0.94), at(0.85), at(0.84), at(0.5), at(0.49)], ["none", "kept", "kept", "below", "below", "far", "far", "most"]);
  assert.equal(lateness(null, 0.95), "none");
});
