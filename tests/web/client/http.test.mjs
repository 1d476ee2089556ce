import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { get, newId, post, Problem } from "/assets/web/http.js";

let asked, answers;
beforeEach(() => {
  asked = [];
  globalThis.fetch = async (path, options) => {
    asked.push({ path, ...options });
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
});
const ok = (body) => new Response(JSON.stringify(body), { status: 200 });
const refused = (status, body = {}, headers = {}) => new Response(JSON.stringify(body), { status, headers });
const pause = async () => {};

test("a lost answer is asked for again with the same key", async () => {
  answers = [new TypeError("network"), refused(503), ok({ number: "А001" })];
  assert.deepEqual(await post("/x", { topic: "meters" }, { pause }), { number: "А001" });
  const keys = asked.map((one) => one.headers["Idempotency-Key"]);
  assert.equal(keys.length, 3);
  assert.equal(new Set(keys).size, 1);
  assert.equal(new Set(asked.map((one) => one.body)).size, 1);
});

test("two intents have two keys", async () => {
  answers = [ok({}), ok({})];
  await post("/x");
  await post("/x");
  assert.notEqual(asked[0].headers["Idempotency-Key"], asked[1].headers["Idempotency-Key"]);
});

test("what the server refused is not asked for again, and speaks by its code", async () => {
  answers = [refused(409, { code: "ticket_not_waiting", detail: "…", state: "called" })];
  await assert.rejects(post("/x", {}, { pause }), (error) => error instanceof Problem && error.code === "ticket_not_waiting" && error.state === "called" && !error.passing);
  assert.equal(asked.length, 1);
});

test("Retry-After is waited for", async () => {
  const waits = [];
  answers = [refused(429, { code: "too_many_requests" }, { "Retry-After": "7" }), ok({})];
  await post("/x", {}, { pause: async (ms) => waits.push(ms) });
  assert.equal(waits[0], 7000);
});

test("after the last try the person is told that the network is gone", async () => {
  answers = [1, 2, 3, 4].map(() => new TypeError("network"));
  await assert.rejects(post("/x", {}, { pause }), { code: "network_unreachable", passing: true });
  assert.equal(asked.length, 4);
});

test("a silent server is a time-out, and reading is not repeated behind one's back", async () => {
  answers = [new DOMException("late", "TimeoutError")];
  await assert.rejects(get("/x"), { code: "timed_out" });
  assert.equal(asked.length, 1);
});

test("an answer without a body is null, an error without a problem document keeps its status", async () => {
  answers = [new Response(null, { status: 204 }), new Response("<html>", { status: 502 })];
  assert.equal(await get("/x"), null);
  await assert.rejects(get("/x"), { code: "http_502", status: 502 });
});

test("ids have 128 random bits after the time, in characters that a path takes as they are", () => {
  const ids = Array.from({ length: 1000 }, newId);
  assert.equal(new Set(ids.map((id) => id.slice(7))).size, 1000);
  for (const id of ids) assert.match(id, /^[0-9a-hjkmnp-tv-z]{7}[0-7][0-9a-hjkmnp-tv-z]{25}$/);
});

test("a later id sorts behind an earlier one", (context) => {
  context.mock.timers.enable({ apis: ["Date"], now: Date.UTC(2026, 2, 2, 9) });
  const earlier = newId();
  context.mock.timers.tick(200);
  assert.ok(earlier < newId());
});
