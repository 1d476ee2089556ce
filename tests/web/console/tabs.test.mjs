import assert from "node:assert/strict";
import { test } from "node:test";

import { DeskTab } from "../../../queue_server/console/web/desk/tabs.js";

/** Tabs of one browser: a word reaches every other open tab at once. */
function browser() {
  const channels = new Set();
  return {
    open(id) {
      const channel = {
        onmessage: null,
        postMessage: (data) => [...channels].filter((other) => other !== channel).forEach((other) => other.onmessage?.({ data })),
        close: () => channels.delete(channel),
      };
      channels.add(channel);
      return new DeskTab(channel, id, () => {});
    },
  };
}

test("a tab alone works", () => {
  const tab = browser().open("a");
  tab.settle();
  assert.equal(tab.elsewhere, false);
});

test("the second tab watches, and takes over only when asked", () => {
  const tabs = browser();
  const first = tabs.open("b");
  first.settle();
  const second = tabs.open("a");
  second.settle();
  assert.deepEqual([first.elsewhere, second.elsewhere], [false, true]);
  second.take();
  assert.deepEqual([first.elsewhere, second.elsewhere], [true, false]);
});

test("of two tabs restored in the same moment one works", () => {
  const tabs = browser();
  const one = tabs.open("a");
  const two = tabs.open("b");
  one.settle();
  two.settle();
  assert.equal(Number(one.elsewhere) + Number(two.elsewhere), 1);
});

test("when the working tab closes, one of those that watch takes over", () => {
  const tabs = browser();
  const first = tabs.open("a");
  first.settle();
  const others = [tabs.open("c"), tabs.open("b")];
  others.forEach((tab) => tab.settle());
  first.leave();
  others.forEach((tab) => tab.settle());
  assert.equal(others.filter((tab) => !tab.elsewhere).length, 1);
});
