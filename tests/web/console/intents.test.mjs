import assert from "node:assert/strict";
import { test } from "node:test";

import { Intents, KEEP_MS } from "../../../queue_server/console/web/desk/intents.js";

const ok = { ticket: { id: "t1" } };
const refused = (code) => Object.assign(new Error(code), { code, status: 409, state: "called", passing: false });
const lost = () => Object.assign(new Error("lost"), { code: "network_unreachable", status: 0, passing: true });

/** A world in which the server answers what the test says, in turn; an Error is thrown. */
function world(answers, shared = {}) {
  const kept = shared.kept ?? new Map();
  const keys = [];
  let made = shared.made ?? 0;
  const intents = new Intents({
    post: async (_path, _body, { key }) => {
      keys.push(key);
      const answer = await answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
    storage: { getItem: (k) => kept.get(k) ?? null, setItem: (k, v) => kept.set(k, v), removeItem: (k) => kept.delete(k) },
    newKey: () => `key-${(made += 1)}`,
    now: () => shared.now ?? 0,
  });
  return { intents, keys, kept };
}

test("when no answer comes the outcome is unknown, not a failure", async () => {
  const { intents } = world([lost()]);
  assert.deepEqual(await intents.submit("call_next", {}, "ready"), { kind: "unknown", code: "network_unreachable" });
  assert.equal(intents.sending, false);
});

test("the same wish on the same state keeps its key, even on a reloaded page", async () => {
  const kept = new Map();
  const before = world([lost()], { kept });
  await before.intents.submit("call_next", {}, "ready@5");
  const after = world([ok], { kept, made: 100 });
  assert.deepEqual(await after.intents.submit("call_next", {}, "ready@5"), { kind: "done", data: ok });
  assert.deepEqual([...before.keys, ...after.keys], ["key-1", "key-1"]);
});

test("on another state or after an answer the same button is another wish", async () => {
  const { intents, keys } = world([lost(), ok, ok]);
  await intents.submit("call_next", {}, "ready@5");
  await intents.submit("call_next", {}, "ready@9");
  await intents.submit("call_next", {}, "ready@9");
  assert.deepEqual(keys, ["key-1", "key-2", "key-3"]);
});

test("a wish of long ago is another wish", async () => {
  const kept = new Map();
  await world([lost()], { kept }).intents.submit("call_next", {}, "ready@5");
  const later = world([ok], { kept, made: 50, now: KEEP_MS + 1 });
  await later.intents.submit("call_next", {}, "ready@5");
  assert.deepEqual(later.keys, ["key-51"]);
});

test("a second press while the first is on its way sends nothing", async () => {
  let answer;
  const { intents, keys } = world([new Promise((resolve) => (answer = resolve))]);
  const first = intents.submit("call_next", {}, "ready");
  assert.equal(await intents.submit("call_next", {}, "ready"), null);
  answer(ok);
  assert.equal((await first).kind, "done");
  assert.equal(keys.length, 1);
});

test("a refusal is final and says its code", async () => {
  const { intents, kept } = world([refused("desk_busy")]);
  assert.deepEqual(await intents.submit("call_next", {}, "ready"), { kind: "refused", code: "desk_busy", status: 409, state: "called" });
  assert.equal(kept.size, 0);
});

test("a fault of the page is not taken for an answer", async () => {
  const { intents } = world([new TypeError("broken")]);
  await assert.rejects(intents.submit("call_next", {}, "ready"), TypeError);
});
