import assert from "node:assert/strict";
import { test } from "node:test";

import { checkIn, forgetCheckIn, scanned } from "/assets/kiosk/check_in.js";

test("a booking's QR code and its digits are taken, whatever else a scanner reads is not", () => {
  assert.equal(scanned("https://queue.example/t/k3J9x0Qm2bVt7Lw5nRz1Ag"), "k3J9x0Qm2bVt7Lw5nRz1Ag");
  assert.equal(scanned("204817"), "204817");
  for (const other of ["", "20481", "2048171", "4607001234567", "https://evil.example/", "/t/short", "t/../../admin"]) assert.equal(scanned(other), null);
});

test("a code after a lost answer is the same wish, after an answer a new one", async () => {
  const asked = [];
  let answer = () => {
    throw new TypeError("Failed to fetch");
  };
  globalThis.fetch = async (path, options) => {
    asked.push(options.headers["Idempotency-Key"]);
    return answer();
  };
  const lost = async () => {
    const original = globalThis.setTimeout;
    globalThis.setTimeout = (work) => original(work, 0); // the pauses between tries are not what is tested
    await assert.rejects(checkIn("klin", "204817"), { code: "network_unreachable" });
    globalThis.setTimeout = original;
  };
  const none = answer;
  await lost();
  answer = () => new Response(JSON.stringify({ number: "М001" }), { status: 200 });
  assert.equal((await checkIn("klin", "204817")).number, "М001");
  assert.equal(new Set(asked).size, 1, "the server may have heard it the first time");
  answer = () => new Response(JSON.stringify({ code: "check_in_unknown" }), { status: 404 });
  for (const _ of [1, 2]) await assert.rejects(checkIn("klin", "204817"), { code: "check_in_unknown" });
  assert.equal(new Set(asked).size, 3);
  answer = none;
  await lost();
  assert.equal(new Set(asked).size, 4);
  forgetCheckIn();
  await lost();
  assert.equal(new Set(asked).size, 5, "whoever comes after the visitor has a wish of their own");
});
