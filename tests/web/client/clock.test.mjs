import assert from "node:assert/strict";
import { test } from "node:test";

import { noteServerTime, noteServerTimeAtLeast, secondsSince, secondsUntil, serverNow, stopwatch } from "/assets/web/clock.js";

const T = Date.parse("2026-03-02T06:00:00.000Z");
const told = (ms, device) => noteServerTime(new Date(ms).toISOString(), device);
/** The server's time by the page, had the device's steady clock just shown `device`. */
const shownAt = (device) => serverNow() - (performance.now() - device);

test("time runs by the server, not by the device", () => {
  told(T, performance.now());
  assert.ok(Math.abs(serverNow() - T) < 50);
});

test("a late message does not set the clock back; a clock that was set does", () => {
  const device = performance.now();
  told(T + 500_000, device);
  told(T + 499_000, device);
  assert.ok(Math.abs(shownAt(device) - (T + 500_000)) < 50);
  told(T - 60_000, device);
  assert.ok(Math.abs(shownAt(device) - (T - 60_000)) < 50);
});

test("an event moves the clock forward, never back", () => {
  const device = performance.now();
  told(T, device);
  noteServerTimeAtLeast(new Date(T - 600_000).toISOString(), device);
  assert.ok(Math.abs(shownAt(device) - T) < 50);
  noteServerTimeAtLeast(new Date(T + 900).toISOString(), device);
  assert.ok(Math.abs(shownAt(device) - T - 900) < 50);
});

test("one jump is no pace; a day that keeps passing sixty times faster is", () => {
  const device = performance.now() - 60_000;
  told(T, device);
  told(T + 3_600_000, device + 10_000);
  told(T + 3_610_000, device + 20_000);
  for (let i = 0; i < 4; i += 1) told(T + 10_000_000 + i * 600_000, device + 20_000 + i * 10_000);
  const before = serverNow();
  const until = performance.now() + 20;
  while (performance.now() < until);
  const passed = serverNow() - before;
  assert.ok(passed > 1_000 && passed < 6_000, `${passed} ms passed in 20`);
});

test("ages and countdowns are never negative", () => {
  const at = "2026-03-02T06:00:00.000Z";
  const ms = Date.parse(at);
  assert.equal(secondsSince(at, ms + 61_900), 61);
  assert.equal(secondsSince(at, ms - 5_000), 0);
  assert.equal(secondsUntil(at, ms - 4_100), 5);
  assert.equal(secondsUntil(at, ms + 1), 0);
});

test("a stopwatch shows hours only when there are any", () => {
  assert.equal(stopwatch(7), "0:07");
  assert.equal(stopwatch(247.9), "4:07");
  assert.equal(stopwatch(3729), "1:02:09");
});
