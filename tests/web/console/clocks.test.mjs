import assert from "node:assert/strict";
import { test } from "node:test";

import { breaches, left_s, noShow } from "../../../queue_server/console/web/desk/clocks.js";
import { at, now, visitor } from "./desk_rows.mjs";

test("countdowns reach zero only when the time has come", () => {
  assert.equal(left_s(at(0.2), now), 1);
  assert.equal(left_s(at(0), now), 0);
  assert.equal(left_s(null, now), 0);
});

test("the no-show counts down calls first, then seconds", () => {
  assert.deepEqual(noShow(visitor(), { no_show_calls: 2 }, now), { calls: 1, seconds: 0, ready: false });
  assert.deepEqual(noShow(visitor({ calls_in_row: 2, no_show_at: at(12) }), {}, now), { calls: 0, seconds: 12, ready: false });
  assert.deepEqual(noShow(visitor({ calls_in_row: 2, no_show_at: at(0) }), {}, now), { calls: 0, seconds: 0, ready: true });
});

test("breaches are counted as they pass, and the next is counted down", () => {
  assert.deepEqual(breaches([at(-30), at(-1), at(61), at(300)], now), { above: 2, next_s: 61 });
  assert.deepEqual(breaches([], now), { above: 0, next_s: null });
});
