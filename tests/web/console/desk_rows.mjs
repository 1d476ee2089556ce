// Rows of a desk's live view for the tests of the pure modules: one place that knows their shape.

const NOW = Date.parse("2026-03-02T09:00:00.000Z");

export const now = NOW;
export const at = (seconds) => new Date(NOW + seconds * 1000).toISOString();

export const office = (change = {}) => ({
  kind: "office", id: "klin", name: { ru: "Клин", en: "Klin" }, open: true, issuing: true, standard_s: 900,
  categories: [], outcomes: [], limits: { no_show_calls: 2, no_show_after_s: 40 }, ...change,
});
export const desk = (change = {}) => ({
  kind: "desk", number: "3", manager: { id: "ivanova", name: "Иванова А. П." }, presence: "ready", topics: ["meters"], ...change,
});
export const visitor = (change = {}) => ({
  kind: "visitor", id: "t1", number: "А015", topic: "meters", topics: ["meters"], category: null, state: "called", language: null,
  issued_at: at(-600), called_at: at(-10), announced_at: at(-10), started_at: null, calls: 1, calls_in_row: 1, no_show_at: null,
  wait_s: 590, accountable_wait_s: 590, target_s: 900, judged: "met", appointment: false, slot_at: null, offline: false,
  returns: [], finished: [], ...change,
});
export const moment = (change = {}) => ({ now: NOW, fresh: true, sending: false, elsewhere: false, manager: "ivanova", ...change });
