import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { checkIn, checkingIn, checkInFailure, forgetCheckIn, scanned } from "/assets/kiosk/check_in.js";

const TICKET = "k3J9x0Qm2bVt7Lw5nRz1Ag";
let asked, answer;
beforeEach(() => {
  forgetCheckIn();
  asked = [];
  globalThis.fetch = async (path, options) => {
    asked.push({ key: options.headers["Idempotency-Key"], code: JSON.parse(options.body).code });
    return answer(asked.at(-1));
  };
});
const none = () => {
  throw new TypeError("Failed to fetch");
};
const checkedIn = () => new Response(JSON.stringify({ number: "М001" }), { status: 200 });
const refused = (status, code) => () => new Response(JSON.stringify({ code }), { status });
const keys = () => new Set(asked.map(({ key }) => key)).size;

/** The pauses between tries are not what is tested. */
async function atOnce(work) {
  const original = globalThis.setTimeout;
  globalThis.setTimeout = (again) => original(again, 0);
  try {
    return await work();
  } finally {
    globalThis.setTimeout = original;
  }
}

async function fails(code, why, how = {}) {
  assert.equal(await atOnce(() => checkIn("klin", code, how)), null);
  assert.equal(checkInFailure.value?.code, why);
  assert.equal(checkingIn.value, false);
}

test("a booking's QR code and its digits are taken, whatever else a scanner reads is not", () => {
  assert.equal(scanned("https://queue.example/t/k3J9x0Qm2bVt7Lw5nRz1Ag"), "k3J9x0Qm2bVt7Lw5nRz1Ag");
  assert.equal(scanned("204817"), "204817");
  for (const other of ["", "20481", "2048171", "4607001234567", "https://evil.example/", "/t/short", "t/../../admin"]) assert.equal(scanned(other), null);
});

test("a code after a lost answer is the same wish, after an answer a new one", async () => {
  answer = none;
  await fails("204817", "network_unreachable");
  answer = checkedIn;
  assert.equal((await checkIn("klin", "204817")).number, "М001");
  assert.equal(keys(), 1, "the server may have heard it the first time");
  assert.equal(checkInFailure.value, null);
  answer = refused(404, "appointment_unknown");
  for (const _ of [1, 2]) await fails("204817", "appointment_unknown");
  assert.equal(keys(), 3);
  answer = none;
  await fails("204817", "network_unreachable");
  assert.equal(keys(), 4);
  forgetCheckIn();
  assert.equal(checkInFailure.value, null);
  await fails("204817", "network_unreachable");
  assert.equal(keys(), 5, "whoever comes after the visitor has a wish of their own");
});

test("the digits of what was scanned and not answered are the same wish", async () => {
  answer = none;
  await fails(TICKET, "network_unreachable", { scan: true });
  const first = asked[0].key;
  answer = ({ code, key }) => (code === TICKET && key === first ? checkedIn() : refused(409, "ticket_not_booked")());
  assert.equal((await checkIn("klin", "204817")).number, "М001", "it was checked in by the scan");
  answer = refused(409, "ticket_not_booked");
  await fails("204817", "ticket_not_booked");
  assert.equal(asked.at(-1).code, "204817", "answered is answered: nothing else is asked for");
});

test("what was scanned and is lost again may be asked for once more; what is refused by both codes is refused", async () => {
  answer = none;
  await fails(TICKET, "network_unreachable", { scan: true });
  answer = ({ code }) => (code === TICKET ? none() : refused(409, "ticket_not_booked")());
  await fails("204817", "network_unreachable");
  answer = ({ code }) => (code === TICKET ? refused(404, "appointment_unknown")() : refused(409, "ticket_not_booked")());
  await fails("204817", "ticket_not_booked");
});

test("digits that were not answered may be a stranger's: nobody is checked in by them for having typed others", async () => {
  answer = none;
  await fails("111111", "network_unreachable");
  const lost = asked.length;
  answer = ({ code }) => (code === "111111" ? checkedIn() : refused(409, "ticket_not_booked")());
  await fails("204817", "ticket_not_booked");
  await fails(TICKET, "ticket_not_booked", { scan: true });
  assert.deepEqual(asked.slice(lost).map(({ code }) => code), ["204817", TICKET]);
});

test("another scan is another appointment, whatever became of the one before", async () => {
  answer = none;
  await fails(TICKET, "network_unreachable", { scan: true });
  answer = ({ code }) => (code === TICKET ? checkedIn() : refused(409, "ticket_not_booked")());
  await fails("b8Yc2Wd4Ue6Xf1Zg3Vh5Ti", "ticket_not_booked", { scan: true });
  assert.equal((await checkIn("klin", "204817")).number, "М001", "digits may be those of the first");
});

test("an answer that comes when the visitor has gone is nobody's, and keeps nobody from asking", async () => {
  const late = [];
  answer = () => new Promise((resolve) => late.push(resolve));
  const gone = checkIn("klin", "204817");
  assert.equal(checkingIn.value, true);
  assert.equal(await checkIn("klin", "204817"), null, "a second press is nothing");
  forgetCheckIn();
  const next = checkIn("klin", "731902");
  late[0](checkedIn());
  assert.equal(await gone, null);
  assert.equal(checkingIn.value, true, "the next visitor is being asked for");
  late[1](refused(404, "appointment_unknown")());
  assert.equal(await next, null);
  assert.equal(checkInFailure.value.code, "appointment_unknown");
  forgetCheckIn();
  const other = checkIn("klin", "111111");
  forgetCheckIn();
  late[2](refused(404, "appointment_unknown")());
  await other;
  assert.equal(checkInFailure.value, null, "nor is a refusal the next one's");
});
