import assert from "node:assert/strict";
import { test } from "node:test";

import { scanned } from "/assets/kiosk/check_in.js";

test("a booking's QR code and its digits are taken, whatever else a scanner reads is not", () => {
  assert.equal(scanned("https://queue.example/t/k3J9x0Qm2bVt7Lw5nRz1Ag"), "k3J9x0Qm2bVt7Lw5nRz1Ag");
  assert.equal(scanned("204817"), "204817");
  for (const other of ["", "20481", "2048171", "4607001234567", "https://evil.example/", "/t/short", "t/../../admin"]) assert.equal(scanned(other), null);
});
