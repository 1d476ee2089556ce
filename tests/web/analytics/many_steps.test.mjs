import assert from "node:assert/strict";
import { test } from "node:test";

import { outcomes } from "/assets/analytics/cockpit/many_steps.js";

test("each office is told for itself, and what one refuses keeps no other", async () => {
  const ids = Array.from({ length: 20 }, (_, place) => `o${place}`);
  let now = 0;
  let most = 0;
  const run = async (id) => {
    most = Math.max(most, (now += 1));
    await new Promise((done) => setImmediate(done));
    now -= 1;
    return id === "o7" ? "closed" : null;
  };
  const found = await outcomes(ids, run);
  assert.deepEqual([...found.keys()], ids);
  assert.deepEqual([...found].filter(([, trouble]) => trouble), [["o7", "closed"]]);
  assert.equal(most, 4);
  assert.equal((await outcomes([], run)).size, 0);
});
