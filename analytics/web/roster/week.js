// One week of one office: what is published comes first; a plan is made on wish; what is changed by hand is published as a
// whole, on top of what was read and nothing else.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useRef, useState } from "/assets/web/html.js";
import { get, post, put } from "/assets/web/http.js";
import { dateInWords, errorText, inLine, language, number, t } from "/assets/web/i18n.js";
import { Failed, Loading } from "/assets/web/states.js";
import { DayBoard } from "./day_board.js";
import { rejoined } from "./meanwhile.js";
import { MeanwhileNote } from "./meanwhile_note.js";
import { PeoplePanel } from "./people_panel.js";
import { beyondWhatTheyMay, daysOf, merged, unfit } from "./people.js";
import { useNeeds } from "./needing.js";
import { bodyOf, changed, levelOf, planned, redone, settled, shiftsOn, undone, UNTOUCHED, unsavedDays } from "./drafting.js";

/** @typedef {import("./spanning.js").Shift} Shift */
/** @typedef {import("./drafting.js").Draft} Draft */
/** @typedef {import("./drafting.js").PublishedDay} PublishedDay */
/** @typedef {import("./people_panel.js").People} People */
/** @typedef {{code: string, day: string, shift: number | null, values: Record<string, string>, detail: string}} Finding */

const DAYS = 7;
const TRIED_DAYS = 1000;
const PATIENCE_MS = 240_000;
const CHANGED = ["schedule_changed", "people_changed"];
/** As the organisation file has them. */
const HOURS_WRITTEN = 'hours = { mon = "09:00-18:00", tue = "09:00-18:00" }';
const TYPED_INTO = "input, select, textarea";

/** @param {{office: string, timezone: string, first: string, onUnsaved: (unsaved: boolean) => void}} props */
export function Week({ office, timezone, first, onUnsaved }) {
  const path = `/api/v1/offices/${encodeURIComponent(office)}/staffing`;
  const [about, setAbout] = useState(/** @type {any} */ (null));
  const [plan, setPlan] = useState(/** @type {any} */ (null));
  const [draft, setDraft] = useState(/** @type {Draft} */ (UNTOUCHED));
  const latest = useRef({ draft, about }); // for what goes on while somebody enters something
  latest.current = { draft, about };
  const [chosen, setChosen] = useState("");
  const [order, setOrder] = useState(/** @type {import("./arranging.js").Order} */ ("people"));
  const [kept, setKept] = useState(/** @type {People | null} */ (null));
  const [people, setPeople] = useState(/** @type {People | null} */ (null));
  const [tried, setTried] = useState(/** @type {Parameters<typeof levelOf>[0]} */ ({}));
  const [findings, setFindings] = useState(/** @type {Finding[]} */ ([]));
  const [meanwhile, setMeanwhile] = useState(/** @type {import("./meanwhile.js").Meanwhile[]} */ ([]));
  const [busy, setBusy] = useState("");
  const [failed, setFailed] = useState(/** @type {unknown} */ (null));
  const [trouble, setTrouble] = useState(/** @type {{text: string, again?: boolean} | null} */ (null));
  const [said, setSaid] = useState("");

  const otherPeople = people !== null && JSON.stringify(people) !== JSON.stringify(kept);
  const needed = useNeeds(path, about ? publishedOn(about, chosen) : undefined);
  /** @returns {Promise<PublishedDay[]>} what is published now */
  const read = async () => {
    setFailed(null);
    try {
      const [found, staff] = await Promise.all([get(`${path}/schedule?from=${first}&days=${DAYS}`), get(`${path}/people`)]);
      const others = rejoined(latest.current.draft.days, latest.current.about?.days ?? [], found.days);
      setMeanwhile((before) => [...before.filter((one) => !(one.day.day in others.days)), ...others.meanwhile]);
      if (others.meanwhile.length > 0) {
        setDraft((before) => ({ ...UNTOUCHED, days: { ...before.days, ...others.days } })); // no step back over what others did
        setChosen(others.meanwhile[0].day.day);
      }
      setAbout(found);
      setKept(staff);
      setPeople((before) => (before === null || kept === null ? staff : merged(kept, before, staff)));
      setTrouble(null);
      setChosen((before) => before || (openDays(found)[0]?.day ?? ""));
      return found.days;
    } catch (problem) {
      setFailed(problem);
      return [];
    }
  };
  useEffect(() => void read(), []);
  /** @type {Map<string, string>} */
  const names = new Map((about?.managers ?? []).map((/** @type {any} */ one) => [one.id, one.name]));
  const unsaved = about ? unsavedDays(draft, openDays(about)) : [];
  useEffect(() => onUnsaved(unsaved.length > 0 || otherPeople), [unsaved.length > 0 || otherPeople]);
  useEffect(() => {
    const hear = (/** @type {KeyboardEvent} */ event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z" || /** @type {Element} */ (event.target).matches(TYPED_INTO)) return;
      event.preventDefault();
      setDraft(event.shiftKey ? redone : undone);
    };
    addEventListener("keydown", hear);
    return () => removeEventListener("keydown", hear);
  }, []);

  /** @param {string} what @param {() => Promise<void>} work */
  const during = async (what, work) => {
    setBusy(what);
    setTrouble(null);
    setSaid("");
    try {
      await work();
    } catch (problem) {
      setTrouble({ text: errorText(problem), again: CHANGED.includes(/** @type {any} */ (problem)?.code) });
    }
    setBusy("");
  };
  const make = () =>
    during("plan", async () => {
      const [known, { staff }] = await Promise.all([get(`${path}/day?day=${first}`, { timeoutMs: PATIENCE_MS }), get(`${path}/people`)]);
      const demand = known.from_history ? {} : { demand: known.scenario.demand }; // a guess is better than no plan
      const found = await post(`${path}/plan`, { week: { from: first, days: DAYS, ...demand }, language: language.peek() }, { timeoutMs: PATIENCE_MS, tries: 1 });
      setPlan({ ...found, staff });
      setDraft((before) => planned(before, found.days, latest.current.about.days));
    });
  const attempt = (/** @type {Shift[]} */ shifts) =>
    during("try", async () => {
      const known = await get(`${path}/day?day=${chosen}`, { timeoutMs: PATIENCE_MS });
      const shift = shifts.map((one) => ({ ...bodyOf(one), desk: null }));
      const scenario = { day: chosen, demand: known.scenario.demand, service: known.scenario.service, shift };
      const answer = await post(`${path}/what_if`, { scenario, replications: TRIED_DAYS }, { timeoutMs: PATIENCE_MS });
      const level = answer.variants[0].service_level;
      const text = t("roster-level", { level: share(level.value), half: number(((level.high - level.low) / 2) * 100, { maximumFractionDigits: 1 }) });
      setTried((before) => ({ ...before, [chosen]: { shifts, text } }));
    });
  const publish = () =>
    during("publish", async () => {
      const days = unsaved.map((day) => ({ day: day.day, version: day.version, shifts: draft.days[day.day].map(bodyOf) }));
      setFindings([]);
      try {
        await put(`${path}/schedule`, { days });
      } catch (problem) {
        const found = /** @type {any} */ (problem).body?.findings ?? [];
        setFindings(found);
        if (found.length > 0) setChosen(found[0].day);
        throw problem;
      }
      const now = await read();
      setDraft((before) => settled(before, now));
      setMeanwhile([]);
      setSaid(t("roster-published-now", { days: inLine(days.map((one) => dayWords(one.day))) }));
    });

  const keep = () =>
    during("people", async () => {
      const wrong = unfit(/** @type {People} */ (people).staff);
      if (wrong !== null) return void setTrouble({ text: t("roster-people-unfit", { name: names.get(wrong) ?? wrong }) });
      const { version, break_minutes, staff } = /** @type {People} */ (people);
      const found = await put(`${path}/people`, { version, break_minutes, staff });
      setKept(found);
      setPeople(found);
      setSaid(t("roster-people-kept"));
    });

  if (failed !== null) return html`<${Failed} error=${failed} onRetry=${read} />`;
  if (!about || !people) return html`<${Loading} />`;
  const days = openDays(about);
  const day = publishedOn(about, chosen);
  const change = (/** @type {Shift[]} */ shifts, /** @type {unknown} */ gesture) => {
    setDraft((before) => changed(before, { [chosen]: shifts }, gesture));
    setFindings(findings.filter((one) => one.day !== chosen));
    setSaid("");
  };
  const here = findings.filter((one) => one.day === chosen);
  return html`<div class="roster__actions">
      <${Button} kind=${unsaved.length > 0 ? "secondary" : "primary"} icon="calendar-clock" busy=${busy === "plan"} onClick=${make}>${t("roster-make")}<//>
      <${Button} icon="undo-2" shortcut="Ctrl Z" disabled=${draft.past.length === 0} onClick=${() => setDraft(undone)}>${t("roster-undo")}<//>
      <${Button} kind="quiet" icon="repeat" disabled=${draft.future.length === 0} onClick=${() => setDraft(redone)}>${t("roster-redo")}<//>
      ${unsaved.length > 0 && html`<${Button} kind="primary" icon="badge-check" busy=${busy === "publish"} onClick=${publish}>${t("roster-publish", { count: unsaved.length })}<//>`}
      <p class="roster__said" role="status">${said && html`<${Icon} name="circle-check" />${said}`}</p>
    </div>
    <p class="form-trouble" role="alert">${trouble && html`<${Icon} name="circle-alert" /><span>${trouble.text}</span>${trouble.again && html` <${Button} icon="refresh-cw" onClick=${() => during("read", async () => void (await read()))}>${t("roster-read-again")}<//>`}`}</p>
    ${busy === "plan" && html`<${Loading}>${t("roster-busy")}<//>`}
    ${plan && busy !== "plan" && html`<${Compared} plan=${plan} names=${names} />`}
    ${days.length === 0
      ? html`<p class="roster__nobody">${t("roster-all-closed")} ${t("roster-all-closed-do", { office, example: HOURS_WRITTEN })}</p>`
      : html`<div class="roster__days" role="group" aria-label=${t("what-if-day")}>
          ${days.map((one) => html`<button key=${one.day} type="button" class="languages__one" aria-pressed=${one.day === chosen ? "true" : "false"} onClick=${() => setChosen(one.day)}>
            ${dayWords(one.day)}${unsaved.includes(one) ? html`<${Icon} name="pencil" label=${t("roster-unsaved")} />` : one.version > 0 && html`<${Icon} name="check" label=${t("roster-published")} />`}</button>`)}
        </div>`}
    ${here.length > 0 && html`<ul class="roster__findings">${here.map((one, index) => html`<li key=${index}><${Icon} name="triangle-alert" />${t(`schedule-${one.code.replaceAll("_", "-")}`, one.values)}</li>`)}</ul>`}
    ${meanwhile.filter((one) => one.day.day === chosen && one.changes.length > 0).map((one) => html`<${MeanwhileNote} key=${one.day.day} of=${one} names=${names} timezone=${timezone} />`)}
    ${day && html`<${DayBoard} key=${chosen} day=${day} timezone=${timezone} planned=${plan?.days.find((/** @type {any} */ one) => one.day === chosen) ?? null} needed=${needed} staff=${people.staff} order=${order} onOrder=${setOrder} shifts=${shiftsOn(draft, day)} about=${about}
      fixed=${chosen < about.today} wrong=${new Set(here.map((one) => one.shift))} level=${levelOf(tried, draft, day)} busy=${busy === "try"} onChange=${change} onTry=${() => attempt(shiftsOn(draft, day))} />`}
    ${people.staff.length > 0 && html`<${PeoplePanel} people=${people} names=${names} days=${Object.fromEntries(days.map((one) => [one.day, shiftsOn(draft, one)]))} plan=${plan}
      changed=${otherPeople} busy=${busy === "people"} onChange=${setPeople} onSave=${keep} onReset=${() => setPeople(kept)} />`}`;
}

/** Both rosters of the plan, made with `plan.staff` as it was then, and what to change. @param {{plan: any, names: Map<string, string>}} props */
function Compared({ plan, names }) {
  const beyond = beyondWhatTheyMay(plan.staff, daysOf(plan, "present")).map((one) => names.get(one) ?? one);
  return html`<section class="roster__compare" aria-label=${t("roster-compared")}>
      ${["present", "proposed"].map((name) => html`<div key=${name}><h2 class="small-title">${t(`roster-${name}`)}</h2>
        <p><b>${share(plan.week[name].service_level.value)}</b> ${t("what-if-level")}</p>
        <p class="quiet">${t("roster-hours", { hours: number(plan.week[name].person_hours, { maximumFractionDigits: 1 }) })}</p></div>`)}
    </section>
    ${beyond.length > 0 && html`<p class="roster__lack"><${Icon} name="info" />${t("roster-beyond", { names: inLine(beyond) })}</p>`}
    ${lacking(plan) >= 1 && html`<p class="roster__lack"><${Icon} name="user-minus" />${t("roster-lack", { hours: number(lacking(plan), { maximumFractionDigits: 0 }) })}</p>`}
    ${plan.plan.hurried && html`<p class="roster__lack"><${Icon} name="info" />${t("roster-hurried")}</p>`}
    ${plan.changes.length > 0 && html`<details class="roster__advice" open><summary>${t("roster-advice")}<span class="count">${plan.changes.length}</span></summary>
      <ul>${plan.changes.map((/** @type {any} */ change, /** @type {number} */ index) => html`<li key=${index}>${change.sentence}</li>`)}</ul></details>`}`;
}

/** Days on which somebody may work, or should. @param {any} about @returns {PublishedDay[]} */
function openDays(about) {
  return about.days.filter((/** @type {any} */ one) => one.hours !== null);
}

/** @param {any} about @param {string} day @returns {PublishedDay | undefined} */
function publishedOn(about, day) {
  return about.days.find((/** @type {any} */ one) => one.day === day);
}

/** @param {string} day */
function dayWords(day) {
  return dateInWords(`${day}T12:00:00`, undefined, { weekday: "short", day: "numeric", month: "short" });
}

/** Desk-hours of the need for which there is nobody. @param {any} plan */
function lacking(plan) {
  const rows = plan.days.flatMap((/** @type {any} */ day) => day.half_hours);
  return rows.reduce((/** @type {number} */ sum, /** @type {any} */ row) => sum + row.missing / 2, 0);
}

/** @param {number | null} value */
function share(value) {
  return value === null ? "—" : number(value, { style: "percent", maximumFractionDigits: 1 });
}
