import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { CUT_NOTICE_MS, LiveView, STALE_AFTER_MS } from "/assets/web/live_view.js";

let sockets, view;

class FakeSocket {
  constructor(url) {
    this.url = new URL(url);
    this.closed = false;
    sockets.push(this);
  }
  close() {
    this.closed = true;
  }
  open() {
    this.onopen();
  }
  say(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  lose(code = 1006) {
    this.onclose({ code });
  }
}

const snapshot = (seq, rows, epoch = "e1") => ({ type: "snapshot", seq, epoch, now: new Date().toISOString(), view: rows });
const event = (seq, changes = []) => ({ type: "event", seq, at: "", event: "TicketCalled", changes });
const put = (key, row) => ({ op: "put", key, row });
const last = () => sockets.at(-1);

beforeEach(() => {
  mock.timers.enable({ apis: ["setTimeout", "Date"] });
  sockets = [];
  view = new LiveView({ office: "klin", view: "board" }, { socket: (url) => new FakeSocket(url), origin: "ws://here" }).start();
});
afterEach(() => {
  view.stop();
  mock.timers.reset();
});

function live(rows = { "call:1": { desk: "1" } }) {
  last().open();
  last().say(snapshot(7, rows));
}

test("the first address asks for everything", () => {
  assert.equal(last().url.pathname, "/api/v1/offices/klin/stream");
  assert.deepEqual(Object.fromEntries(last().url.searchParams), { view: "board" });
});

test("a snapshot makes the view live, and events change only the rows they name", () => {
  live({ "call:1": { desk: "1" }, "call:2": { desk: "2" } });
  const redrawn = [];
  view.row("call:1").subscribe((row) => redrawn.push(row));
  last().say(event(8, [put("call:2", { desk: "3" })]));
  assert.equal(view.standing.value, "live");
  assert.deepEqual(view.row("call:2").value, { desk: "3" });
  assert.equal(redrawn.length, 1, "the other row was not redrawn");
  last().say(event(9, [{ op: "delete", key: "call:2" }]));
  assert.equal(view.row("call:2").value, undefined);
  assert.deepEqual(view.rows("call:").value, [["call:1", { desk: "1" }]]);
});

test("listeners hear events, and never what a snapshot stands for", () => {
  const heard = [];
  view.onEvent((one) => heard.push(one.seq));
  live();
  last().say(event(8));
  last().say(event(8));
  last().say(snapshot(20, {}));
  last().say(event(21));
  assert.deepEqual(heard, [8, 21]);
});

test("a gap is not applied: the view comes back and asks from where it stands", () => {
  live();
  last().say(event(9, [put("call:1", { desk: "9" })]));
  assert.deepEqual(view.row("call:1").value, { desk: "1" });
  mock.timers.tick(600);
  assert.equal(sockets.length, 2);
  assert.equal(last().url.searchParams.get("after"), "7");
  assert.equal(last().url.searchParams.get("epoch"), "e1");
});

test("a snapshot of another epoch replaces all rows", () => {
  live({ a: { n: 1 }, b: { n: 2 } });
  last().say(snapshot(2, { b: { n: 5 } }, "e2"));
  assert.equal(view.row("a").value, undefined);
  assert.deepEqual(view.row("b").value, { n: 5 });
  last().say(event(3, [put("b", { n: 6 })]));
  assert.deepEqual(view.row("b").value, { n: 6 });
});

test("silence of 35 s is stale, and tried again", () => {
  live();
  mock.timers.tick(STALE_AFTER_MS - 1);
  assert.equal(view.standing.value, "live");
  mock.timers.tick(1);
  assert.equal(view.standing.value, "stale");
  assert.equal(sockets[0].closed, true);
  mock.timers.tick(600);
  assert.equal(sockets.length, 2);
});

test("pings keep the view live", () => {
  live();
  for (let i = 0; i < 10; i += 1) {
    mock.timers.tick(15_000);
    last().say({ type: "ping", seq: 7, now: new Date().toISOString() });
  }
  assert.equal(view.standing.value, "live");
  assert.equal(sockets.length, 1);
});

test("a cut shorter than five seconds is not worth a warning; a longer one is", () => {
  live();
  last().lose();
  mock.timers.tick(600);
  last().open();
  last().say(snapshot(7, {}));
  mock.timers.tick(CUT_NOTICE_MS);
  assert.equal(view.standing.value, "live");
  last().lose();
  mock.timers.tick(CUT_NOTICE_MS);
  assert.equal(view.standing.value, "stale");
});

test("the way back is ever slower while nobody answers, and quick again after", () => {
  live();
  const tries = [];
  for (let i = 0; i < 5; i += 1) {
    last().lose();
    const before = sockets.length;
    let waited = 0;
    while (sockets.length === before) {
      mock.timers.tick(50);
      waited += 50;
    }
    tries.push(waited);
  }
  for (let i = 1; i < tries.length; i += 1) assert.ok(tries[i] >= tries[i - 1], `${tries}`);
  live();
  assert.equal(view.attempt, 0);
});

for (const code of [4401, 4403, 4404, 4410]) {
  test(`close code ${code} means stay away`, () => {
    last().lose(code);
    mock.timers.tick(120_000);
    assert.equal(sockets.length, 1);
    assert.equal(view.standing.value, "refused");
    assert.equal(view.refusal.value, code);
  });
}

for (const code of [1012, 4408, 1006]) {
  test(`close code ${code} means come back`, () => {
    live();
    last().lose(code);
    mock.timers.tick(5_000);
    assert.equal(sockets.length, 2);
  });
}

test("a view that was stopped stays stopped", () => {
  live();
  view.stop();
  mock.timers.tick(120_000);
  assert.equal(sockets.length, 1);
  assert.equal(sockets[0].closed, true);
});

test("a view that was turned away can be started again once the page is let in", () => {
  last().lose(4401);
  view.stop().start();
  assert.equal(view.standing.value, "connecting");
  live();
  assert.equal(view.standing.value, "live");
});

test("without an office the view is of all of them, and changes that many events made are applied like one", () => {
  const all = new LiveView({ office: null, view: "supervisor" }, { socket: (url) => new FakeSocket(url), origin: "ws://here" }).start();
  assert.equal(last().url.pathname, "/api/v1/stream");
  last().open();
  last().say(snapshot(4, { "office:klin": { waiting: 0 } }, "o1"));
  last().say({ type: "changes", seq: 5, at: new Date().toISOString(), changes: [put("office:klin", { waiting: 7 })] });
  assert.equal(all.row("office:klin").value.waiting, 7);
  assert.deepEqual(all.position, { seq: 5, epoch: "o1" });
  last().say({ type: "changes", seq: 7, at: "", changes: [put("office:klin", { waiting: 9 })] });
  assert.equal(all.row("office:klin").value.waiting, 7, "a gap is not papered over");
  all.stop();
});
