import assert from "node:assert/strict";
import { test } from "node:test";

import { Pace } from "/assets/analytics/cockpit/pace.js";

test("the first asking is at once", () => {
  assert.equal(new Pace(10, 60).wait(1000), 0);
});

test("what happens is asked for soon, however much of it, and nothing seldom", () => {
  const pace = new Pace(10, 60);
  pace.asked(1000);
  assert.equal(pace.wait(1001), 59);
  for (let n = 0; n < 200; n += 1) pace.stir();
  assert.equal(pace.wait(1001), 9);
  assert.equal(pace.wait(1030), 0);
  pace.asked(1030);
  assert.equal(pace.wait(1030), 60);
});
