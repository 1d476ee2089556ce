import assert from "node:assert/strict";
import { test } from "node:test";

import { mmPerPx, readablePx } from "/assets/kiosk/device.js";
import { situation } from "/assets/kiosk/situation.js";

const OPEN = { open: true, issuing: true, full: false };
const known = (more) => ({ standing: "live", refusal: 0, office: OPEN, topics: 3, ...more });

test("an open office with topics is ready", () => assert.equal(situation(known({})), "ready"));
test("a cut-off kiosk says so before anything else it knew", () => {
  assert.equal(situation(known({ standing: "stale", office: { ...OPEN, open: false } })), "offline");
  assert.equal(situation(known({ standing: "stale", office: undefined })), "offline");
});
test("a cut-off kiosk that can keep tickets gives them out while the office is open by all it knows", () => {
  const cut = (more, office = {}) => situation(known({ standing: "stale", keeps: true, now: 1_000, office: { ...OPEN, closes_at: null, ...office }, ...more }));
  assert.equal(cut({}), "cut");
  assert.equal(cut({}, { closes_at: new Date(1_001).toISOString() }), "cut");
  assert.equal(cut({}, { closes_at: new Date(1_000).toISOString() }), "offline");
  assert.equal(cut({}, { open: false }), "offline");
  assert.equal(cut({}, { issuing: false }), "offline");
  assert.equal(cut({ topics: 0 }), "offline");
  assert.equal(cut({ keeps: false }), "offline");
});
test("closed, stopped, full and nobody serving are four things", () => {
  assert.equal(situation(known({ office: { ...OPEN, open: false, issuing: false } })), "closed");
  assert.equal(situation(known({ office: { ...OPEN, issuing: false } })), "stopped");
  assert.equal(situation(known({ office: { ...OPEN, full: true } })), "full");
  assert.equal(situation(known({ topics: 0 })), "nothing");
});
test("a device that the server does not know is told apart from an office that is not there", () => {
  assert.equal(situation(known({ standing: "refused", refusal: 4401 })), "not_enrolled");
  assert.equal(situation(known({ standing: "refused", refusal: 4403 })), "not_enrolled");
  assert.equal(situation(known({ standing: "refused", refusal: 4404 })), "unknown");
});

test("the smallest text has capitals of 6.1 mm on any screen", () => {
  for (const [diagonal, width, height] of [[21.5, 1080, 1920], [32, 1080, 1920], [15.6, 1366, 768]]) {
    const mm = mmPerPx(diagonal, width, height);
    assert.ok(Math.abs(readablePx(mm) * 0.7 * mm - 6.1) < 1e-9);
  }
});
