// All offices as the cockpit holds them: one socket, one standing an office, renewed a frame after a message and once a second.
// Knows the overview and the clock; what is drawn of it, the screens know.

import { everySecond, serverNow } from "/assets/web/clock.js";
import { batch, effect, signal, useEffect, useMemo } from "/assets/web/html.js";
import { named } from "/assets/web/i18n.js";
import { LiveView } from "/assets/web/live_view.js";
import { found } from "/assets/web/staff/finding.js";
import { expired, signIns } from "/assets/web/staff/session.js";
import { looksTheSame, officeStanding, ordered, together } from "./watching.js";

/** @typedef {import("./watching.js").OfficeStanding} OfficeStanding */

/** The order is looked at anew this often: rows that change places with every event cannot be read. */
const ORDER_EVERY_MS = 2_000;

export class Company {
  constructor() {
    this.live = new LiveView({ office: null, view: "supervisor" });
    /** @type {Map<string, import("/assets/web/vendor/signals.js").Signal<OfficeStanding>>} */
    this.offices = new Map();
    /** Ids of the offices in sight, in order. */
    this.order = signal(/** @type {string[]} */ ([]));
    /** Open alerts by key; another map only where one of them changed. */
    this.alerts = signal(/** @type {ReadonlyMap<string, any>} */ (new Map()));
    /** What was agreed on for a time, and who is asked for, by key. */
    this.steps = signal(/** @type {ReadonlyMap<string, any>} */ (new Map()));
    this.totals = signal(together([]));
    this.sorting = signal(/** @type {{by: import("./watching.js").Column, reversed: boolean}} */ ({ by: "worst", reversed: false }));
    this.search = signal("");
    this.territory = signal("");
    this.orderedAt = 0;
    this.frame = 0;
  }

  start() {
    this.live.start();
    const wake = () => {
      this.frame ||= requestAnimationFrame(() => {
        this.frame = 0;
        this.renew();
      });
    };
    const stops = [
      effect(() => (this.live.all.value, everySecond.value, wake())),
      effect(() => (this.sorting.value, this.search.value, this.territory.value, this.arrange())),
    ];
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(this.frame);
      this.frame = 0;
      this.live.stop();
    };
  }

  /** Every office as it stands now; draws nothing that looks the same. */
  renew() {
    const now = serverNow();
    const rows = this.live.all.peek();
    const standings = [...rows.values()].filter((row) => row.kind === "office").map((row) => officeStanding(row, now, rows.get(`schedule:${row.id}`)));
    const alerts = new Map([...rows].filter(([, row]) => row.kind === "alert"));
    const steps = new Map([...rows].filter(([, row]) => row.kind === "step" || row.kind === "help"));
    batch(() => {
      if (!sameRows(this.alerts.peek(), alerts)) this.alerts.value = alerts;
      if (!sameRows(this.steps.peek(), steps)) this.steps.value = steps;
      let others = false;
      for (const standing of standings) {
        const cell = this.offices.get(standing.id);
        if (!cell) this.offices.set(standing.id, signal(standing));
        else if (!looksTheSame(cell.peek(), standing)) cell.value = standing;
        others ||= !cell;
      }
      for (const id of this.offices.keys()) if (!rows.has(`office:${id}`)) others = this.offices.delete(id) || others;
      this.totals.value = together(standings);
      if (others || performance.now() - this.orderedAt > ORDER_EVERY_MS) this.arrange();
    });
  }

  arrange() {
    this.orderedAt = performance.now();
    const territory = this.territory.peek();
    const all = [...this.offices.values()].map((cell) => cell.peek()).filter((one) => !territory || one.row.territory === territory);
    const wanted = found(all, this.search.peek(), (one) => `${named(one.row.name)} ${one.id}`);
    const order = ordered(wanted, this.sorting.peek(), (one) => named(one.row.name));
    if (order.join() !== this.order.peek().join()) this.order.value = order;
  }

  /** Sort by a column; the same one again turns it round. @param {import("./watching.js").Column} by */
  sortBy(by) {
    const { by: before, reversed } = this.sorting.peek();
    this.sorting.value = { by, reversed: by === before && by !== "worst" && !reversed };
  }
}

/** @param {ReadonlyMap<string, any>} one @param {ReadonlyMap<string, any>} other */
function sameRows(one, other) {
  return one.size === other.size && [...one].every(([key, row]) => other.get(key) === row);
}

/** The company of this page, started with it and renewed after signing in again. */
export function useCompany() {
  const company = useMemo(() => new Company(), [signIns.value]);
  useEffect(() => company.start(), [company]);
  const standing = company.live.standing.value;
  useEffect(() => {
    if (standing === "refused" && company.live.refusal.value === 4401) expired.value = true;
  }, [standing]);
  return company;
}
