import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { busy, failure, forgetIntent, linkIsBack, take, whenNotLetIn } from "/assets/kiosk/taking.js";

let asked, answer;
beforeEach(() => {
  forgetIntent();
  asked = [];
  globalThis.fetch = async (path, options) => {
    asked.push({ path, key: options.headers["Idempotency-Key"], body: JSON.parse(options.body) });
    return answer();
  };
});
const issued = () => new Response(JSON.stringify({ id: asked.at(-1).body.id, number: "М001" }), { status: 201 });
const refused = (status, code) => () => new Response(JSON.stringify({ code }), { status });
const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

test("twenty presses while one is asked for are one ticket", async () => {
  answer = issued;
  const tickets = await Promise.all(Array.from({ length: 20 }, () => take("klin", "meters", null)));
  assert.equal(asked.length, 1);
  assert.equal(tickets.filter(Boolean).length, 1);
  assert.equal(busy.value, false);
});

test("the page names the ticket: 128 bits that nobody can guess", async () => {
  answer = issued;
  await take("klin", "meters", "veteran");
  assert.match(asked[0].body.id, /^[0-9a-z]{33}$/);
  assert.equal(asked[0].body.category, "veteran");
  assert.notEqual(asked[0].body.id, asked[0].key);
});

test("a press after a lost answer is the same ticket under the same key", async () => {
  answer = refused(500, "x");
  const original = globalThis.setTimeout;
  globalThis.setTimeout = (work) => original(work, 0); // the pauses between tries are not what is tested
  assert.equal(await take("klin", "meters", null), null);
  globalThis.setTimeout = original;
  assert.equal(failure.value.status, 500);
  answer = issued;
  assert.equal((await take("klin", "meters", null)).number, "М001");
  assert.equal(new Set(asked.map((one) => one.key)).size, 1);
  assert.equal(new Set(asked.map((one) => one.body.id)).size, 1);
});

test("when the link is back its loss is no longer told, and the next press is the same wish", async () => {
  answer = () => {
    throw new TypeError("Failed to fetch");
  };
  const original = globalThis.setTimeout;
  globalThis.setTimeout = (work) => original(work, 0);
  await take("klin", "meters", null);
  globalThis.setTimeout = original;
  assert.equal(failure.value.code, "network_unreachable");
  linkIsBack();
  assert.equal(failure.value, null);
  answer = issued;
  await take("klin", "meters", null);
  assert.equal(new Set(asked.map((one) => one.key)).size, 1);
  answer = refused(409, "topic_suspended");
  await take("klin", "meters", null);
  linkIsBack();
  assert.equal(failure.value.code, "topic_suspended", "a refusal stays");
});

test("after a refusal the next press is a new intent", async () => {
  answer = refused(409, "topic_suspended");
  await take("klin", "meters", null);
  answer = issued;
  await take("klin", "meters", null);
  assert.notEqual(asked[0].key, asked[1].key);
});

test("a ticket that may exist and that nobody was shown is given back when the visitor goes", async () => {
  answer = refused(500, "x");
  const original = globalThis.setTimeout;
  globalThis.setTimeout = (work) => original(work, 0);
  await take("klin", "meters", null);
  globalThis.setTimeout = original;
  const ticket = asked[0].body.id;
  answer = refused(404, "ticket_unknown");
  forgetIntent();
  await settled();
  assert.equal(asked.at(-1).path, `/api/v1/tickets/${ticket}/cancel`);
  assert.equal(failure.value, null);
});

test("a device that the server forgot is let in again if it may, and the visitor's press still counts once", async () => {
  let known = false;
  whenNotLetIn(async () => (known = true));
  answer = () => (known ? issued() : refused(403, "not_allowed")());
  assert.equal((await take("klin", "meters", null)).number, "М001");
  assert.equal(new Set(asked.map((one) => one.body.id)).size, 1);
  whenNotLetIn(async () => false);
  answer = refused(401, "identity_required");
  assert.equal(await take("klin", "meters", null), null);
  assert.equal(failure.value.code, "identity_required");
});
