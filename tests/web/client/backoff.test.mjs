import assert from "node:assert/strict";
import { test } from "node:test";

import { backoffMs, LONGEST_MS, restartMs } from "/assets/web/backoff.js";

test("each wait doubles the one before until the longest", () => {
  const waits = [0, 1, 2, 3, 4, 5, 6, 50].map((attempt) => backoffMs(attempt, () => 1));
  assert.deepEqual(waits, [500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
});

test("waits are spread over the upper half, so that a hall does not come back at once", () => {
  assert.equal(backoffMs(3, () => 0), 2000);
  assert.equal(backoffMs(3, () => 0.5), 3000);
  for (let attempt = 0; attempt < 20; attempt += 1) assert.ok(backoffMs(attempt) <= LONGEST_MS);
});

test("after a restart everybody is back within five seconds, and nobody within half a second", () => {
  assert.equal(restartMs(() => 0), 500);
  assert.ok(restartMs(() => 0.999) < 5000);
});
