import assert from "node:assert/strict";
import { test } from "node:test";

import { ARRIVAL_MS, FRESH_MS, GAP_MS, LEAST_MS, SOUND_LIMIT_MS, advanced, nextStepAt, observed, quieted, silence } from "../../../display/web/announcements.js";

const NOON = Date.parse("2026-03-02T12:00:00.000Z");
const SOUND_MS = 5_000;

const call = (number, seconds, more = {}) => {
  const at = new Date(NOON + seconds * 1000).toISOString();
  return { number, desk: "3", called_at: at, announced_at: at, calls: 1, state: "called", ...more };
};

/** A hall: rows change, time passes, what is begun is written down. The steady clock starts anywhere; the server's at noon. */
class Hall {
  constructor(state = silence(), { soundMs = SOUND_MS } = {}) {
    this.state = state;
    this.soundMs = soundMs;
    this.at = 5_000_000;
    this.serverMs = NOON;
    this.begun = [];
    this.sounds = [];
  }
  see(...calls) {
    this.state = observed(this.state, calls, { at: this.at, serverMs: this.serverMs });
    this.settle();
    return this;
  }
  pass(seconds) {
    const until = this.at + seconds * 1000;
    for (;;) {
      const quietAt = this.state.turn && this.state.turn.quietSince === null ? this.state.turn.since + this.soundMs : Infinity;
      const next = Math.min(until, quietAt, nextStepAt(this.state) ?? Infinity);
      if (next > this.at) this.forward(next - this.at);
      if (next === quietAt) {
        this.state = quieted(this.state, this.at);
        this.sounds.push({ from: this.state.turn.since, to: this.at });
      }
      this.settle();
      if (next >= until) return this;
    }
  }
  forward(ms) {
    this.at += ms;
    this.serverMs += ms;
  }
  settle() {
    const before = this.state.turn;
    this.state = advanced(this.state, this.at);
    const { turn } = this.state;
    if (turn && turn !== before && turn.since === this.at && !this.begun.some((one) => one.since === turn.since)) {
      const { number, desk, missed } = turn.announcement;
      this.begun.push({ number, desk, missed, voice: turn.voice, since: turn.since, after: turn.since - 5_000_000 });
    }
  }
  get numbers() {
    return this.begun.map((one) => one.number);
  }
}

/** A board that has been running. */
const running = () => new Hall().see();

test("a call is announced at once, with the voice", () => {
  const hall = running().see(call("А015", 0));
  assert.deepEqual(hall.begun.map(({ number, desk, voice, after }) => ({ number, desk, voice, after })), [{ number: "А015", desk: "3", voice: true, after: 0 }]);
});

test("two calls in one second are both shown large and sounded, one after another with a gap of 1.5 s", () => {
  const hall = running().see(call("А015", 0)).pass(0.4).see(call("А015", 0), call("К002", 0.4, { desk: "4" })).pass(30);
  assert.deepEqual(hall.numbers, ["А015", "К002"]);
  assert.ok(hall.begun.every((one) => one.voice));
  assert.equal(hall.sounds.length, 2);
  assert.ok(hall.sounds[1].from - hall.sounds[0].to >= GAP_MS);
});

test("calls of one message are announced in the order in which they were called", () => {
  assert.deepEqual(running().see(call("М003", 0.3), call("А015", 0.1), call("К002", 0.2)).pass(60).numbers, ["А015", "К002", "М003"]);
});

test("the same rows again announce nothing", () => {
  const hall = running().see(call("А015", 0)).pass(60).see(call("А015", 0)).see(call("А015", 0, { state: "serving" })).pass(60);
  assert.deepEqual(hall.numbers, ["А015"]);
});

test("a recall repeats the call once", () => {
  const hall = running().see(call("А015", 0)).pass(50);
  hall.see(call("А015", 0, { announced_at: new Date(hall.serverMs).toISOString(), calls: 2 })).pass(60);
  assert.deepEqual(hall.numbers, ["А015", "А015"]);
});

test("a recall while the first call is still waiting for its turn is one announcement", () => {
  const hall = running().see(call("А015", 0), call("К002", 0.1)).pass(1);
  hall.see(call("А015", 0), call("К002", 0.1, { announced_at: new Date(hall.serverMs).toISOString(), calls: 2 })).pass(60);
  assert.deepEqual(hall.numbers, ["А015", "К002"]);
});

test("a call that was taken back while it waited for its turn is not cried out", () => {
  const hall = running().see(call("А015", 0), call("К002", 0.1)).pass(1).see(call("А015", 0)).pass(60);
  assert.deepEqual(hall.numbers, ["А015"]);
});

test("a visitor who is already at the desk is not called any more", () => {
  const hall = running().see(call("А015", 0), call("К002", 0.1)).pass(1).see(call("А015", 0), call("К002", 0.1, { state: "serving" })).pass(60);
  assert.deepEqual(hall.numbers, ["А015"]);
});

test("a visitor who is called to another desk is announced with that desk", () => {
  const hall = running().see(call("А015", 0)).pass(300);
  const again = new Date(hall.serverMs).toISOString();
  hall.see(call("А015", 0, { desk: "7", called_at: again, announced_at: again })).pass(10);
  assert.deepEqual(hall.begun.map((one) => [one.number, one.desk]), [["А015", "3"], ["А015", "7"]]);
});

test("a call that waited for its turn longer than 20 s is shown, without the voice", () => {
  const hall = running().see(...[0, 1, 2, 3, 4, 5].map((i) => call(`А00${i}`, i / 10))).pass(120);
  assert.equal(hall.begun.length, 6, "every call has its turn");
  assert.deepEqual(hall.begun.map((one) => one.voice), [true, true, true, true, false, false]);
});

test("a call alone keeps the large place while it arrives; with others waiting it gives way sooner", () => {
  const quick = { soundMs: 100 };
  const alone = new Hall(silence(), quick).see().see(call("А015", 0)).pass(ARRIVAL_MS / 1000 - 0.1);
  assert.ok(alone.state.turn);
  const two = new Hall(silence(), quick).see().see(call("А015", 0), call("К002", 0.1)).pass(60);
  assert.equal(two.begun[1].after, LEAST_MS);
});

test("a sound that never ends does not hold up the hall", () => {
  const hall = new Hall(silence(), { soundMs: Infinity }).see().see(call("А015", 0), call("К002", 0.1)).pass(SOUND_LIMIT_MS / 1000 + 2);
  assert.deepEqual(hall.numbers, ["А015", "К002"]);
});

test("a page that is opened announces only what has just been called", () => {
  const hall = new Hall();
  hall.see(call("А015", -300), call("К002", -21), call("М003", -5)).pass(60);
  assert.deepEqual(hall.begun.map((one) => [one.number, one.voice]), [["М003", true]]);
});

test("a page that is reloaded does not announce again what it announced before", () => {
  const first = new Hall(silence()).see(call("А015", -2)).pass(3);
  const second = new Hall(silence(first.state.heard)).see(call("А015", -2)).pass(10);
  assert.deepEqual([first.numbers, second.numbers], [["А015"], []]);
});

test("after a gap nothing old is announced again and nothing new is lost", () => {
  const hall = running().see(call("А015", 0), call("К002", 0)).pass(60);
  hall.begun.length = 0;
  hall.pass(290); // cut off: 350 s after noon
  hall.see(
    call("А015", 0, { state: "done" }), // heard
    call("К002", 0), // heard, still awaited
    call("М003", 100), // missed, still awaited
    call("Е004", 120, { state: "done" }), // missed and over: nobody needs it
    call("Т005", 130), // missed, still awaited
    call("А016", 345), // just called
  ).pass(60);
  assert.deepEqual(hall.begun.map(({ number, missed, voice }) => ({ number, missed, voice })), [
    { number: "Т005", missed: ["М003", "Т005"], voice: false },
    { number: "А016", missed: [], voice: true },
  ]);
});

test("events of a gap, one by one, lead to the same as one snapshot", () => {
  const rows = [call("М003", 100), call("Е004", 120), call("А016", 345)];
  const one = running().pass(350).see(...rows).pass(60);
  const many = running().pass(350).see(rows[0]).see(rows[0], rows[1]).see(...rows).pass(60);
  const shown = (hall) => new Set(hall.begun.flatMap((turn) => (turn.missed.length ? turn.missed : [turn.number])));
  assert.deepEqual(shown(many), shown(one));
  assert.deepEqual(many.begun.filter((turn) => turn.voice).map((turn) => turn.number), ["А016"]);
});

test("a number that comes back on another day is a new call", () => {
  const hall = running().see(call("А001", 0)).pass(86_400);
  hall.see(call("А001", 86_400)).pass(10);
  assert.deepEqual(hall.numbers, ["А001", "А001"]);
});

test("a clock that is set back by hours does not hold up the hall", () => {
  const hall = running().see(call("А015", 0), call("К002", 0.1));
  hall.serverMs -= 7_200_000;
  hall.pass(20);
  assert.deepEqual(hall.numbers, ["А015", "К002"]);
});

test("what was heard is remembered within bounds, the latest longest", () => {
  let state = silence();
  for (let i = 0; i < 1000; i += 1) state = observed(state, [call(`А${i}`, i)], { at: i, serverMs: NOON + i * 1000 });
  assert.ok(Object.keys(state.heard).length <= 200);
  assert.ok(state.heard["А999"]);
});

test("where a demonstration's minute passes in a second, a call grows old by our seconds", () => {
  const calls = [call("А015", -300)];
  const now = { at: 1_000, serverMs: NOON };
  assert.equal(observed(silence(), calls, now).queue.length, 0);
  assert.equal(observed(silence(), calls, { ...now, pace: 60 }).queue.length, 1);
});
