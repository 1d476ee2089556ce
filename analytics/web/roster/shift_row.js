// One shift: who and at which desk, and a bar whose ends, whose breaks and which itself are dragged or moved by arrow keys.
// A bar that is dropped on another row, or moved with Alt and an arrow, goes to whoever or whatever that row is.

import { Button, Icon } from "/assets/web/components.js";
import { html, useRef, useState } from "/assets/web/html.js";
import { t } from "/assets/web/i18n.js";
import { asWished, mayBe } from "./people.js";
import { Wish } from "./wish.js";
import { GRAIN, minutesOf, moved, rested, restMoved, shiftedTo, spanOf } from "./spanning.js";

/** @typedef {import("./spanning.js").Shift} Shift */
/** @typedef {import("./spanning.js").Opening} Opening */

/** Pixels up or down that are still the same row. */
const STEADY = 12;
const STEPS = /** @type {Record<string, number>} */ ({ ArrowLeft: -GRAIN, ArrowDown: -GRAIN, ArrowRight: GRAIN, ArrowUp: GRAIN });

/**
 * @param {{shift: Shift, opening: Opening, managers: {id: string, name: string}[], desks: string[], fixed: boolean, wrong: boolean, row: string, over: boolean, place: number,
 *   day: string, person: import("./people.js").Person | null, onMove: (shift: Shift, gesture?: unknown) => void, onRemove: () => void,
 *   onOver: (row: string | null) => void, onDrop: (row: string, gesture: unknown) => void, onStep: (by: number) => void}} props
 */
export function ShiftRow({ shift, opening, managers, desks, fixed, wrong, row, over, place, day, person, onMove, onRemove, onOver, onDrop, onStep }) {
  const name = managers.find((one) => one.id === shift.manager)?.name ?? shift.manager;
  const strangers = managers.some((one) => one.id === shift.manager) ? [] : [{ id: shift.manager, name: shift.manager }];
  const rests = shift.breaks.length > 0;
  const against = person && (!mayBe(person, day, shift) ? t("roster-not-possible") : !asWished(person, shift) ? t("roster-unwished") : "");
  return html`<li class="roster__shift" data-row=${row} data-place=${place} data-wrong=${wrong ? "true" : undefined} data-over=${over ? "true" : undefined}>
    <div class="roster__who">
      <select class="input" aria-label=${t("roster-who")} disabled=${fixed} value=${shift.manager} onChange=${(/** @type {any} */ event) => onMove({ ...shift, manager: event.target.value })}>
        ${[...strangers, ...managers].map((one) => html`<option key=${one.id} value=${one.id} selected=${one.id === shift.manager}>${one.name}</option>`)}
      </select>
      <select class="input roster__desk" aria-label=${t("roster-desk-of", { name })} disabled=${fixed} value=${shift.desk ?? ""} onChange=${(/** @type {any} */ event) => onMove({ ...shift, desk: event.target.value || null })}>
        <option value="" selected=${shift.desk === null}>${t("roster-any-desk")}</option>
        ${desks.map((desk) => html`<option key=${desk} value=${desk} selected=${desk === shift.desk}>${desk}</option>`)}
      </select>
      <small class="roster__times">${wrong && html`<${Icon} name="triangle-alert" />`}<span>${shift.begins}–${shift.ends}</span>${shift.breaks.map((span) => html` <span><${Icon} name="coffee" label=${t("roster-break")} /> ${span.replace("-", "–")}</span>`)}${against && html` <b>${against}</b>`}</small>
    </div>
    <${Track} shift=${shift} name=${name} opening=${opening} fixed=${fixed} person=${person} row=${row} onMove=${onMove} onOver=${onOver} onDrop=${onDrop} onStep=${onStep} />
    ${!fixed && html`<div class="roster__row-tools">
      <${Button} kind="quiet" icon="coffee" label=${`${t(rests ? "roster-no-break" : "roster-add-break")}: ${name}`} pressed=${rests} onClick=${() => onMove(rests ? { ...shift, breaks: [] } : rested(shift))} />
      <${Button} kind="quiet" icon="trash" label=${`${t("roster-remove")}: ${name}`} onClick=${onRemove} />
    </div>`}
  </li>`;
}

/**
 * @param {{shift: Shift, name: string, opening: Opening, fixed: boolean, person: any, row: string, onMove: (shift: Shift, gesture?: unknown) => void,
 *   onOver: (row: string | null) => void, onDrop: (row: string, gesture: unknown) => void, onStep: (by: number) => void}} props
 */
function Track({ shift, name, opening, fixed, person, row, onMove, onOver, onDrop, onStep }) {
  const track = useRef(/** @type {HTMLElement | null} */ (null));
  const held = useRef({ gesture: /** @type {unknown} */ (null), apart: 0, from: 0 });
  const [lifted, setLifted] = useState(0);
  const long = opening.closes - opening.opens;
  const share = (/** @type {number} */ minutes) => `${((minutes - opening.opens) / long) * 100}%`;
  const [begins, ends] = [minutesOf(shift.begins), minutesOf(shift.ends)];
  const pointed = (/** @type {PointerEvent} */ event) => {
    const box = /** @type {HTMLElement} */ (track.current).getBoundingClientRect();
    return opening.opens + ((event.clientX - box.left) / box.width) * long;
  };
  /** What a thing on the bar needs to be moved. @param {number} at where it is @param {(minutes: number) => Shift} to @param {() => void} [onDelete] */
  const moves = (at, to, onDelete) =>
    fixed
      ? {}
      : {
          tabindex: 0,
          onKeyDown: (/** @type {KeyboardEvent} */ event) => {
            if (event.altKey) return;
            if (onDelete && (event.key === "Delete" || event.key === "Backspace")) onDelete();
            else if (STEPS[event.key] !== undefined) onMove(to(at + STEPS[event.key]));
            else return;
            event.preventDefault();
          },
          onPointerDown: (/** @type {any} */ event) => {
            held.current = { gesture: {}, apart: pointed(event) - at, from: event.clientY };
            event.currentTarget.setPointerCapture(event.pointerId);
          },
          onPointerMove: (/** @type {any} */ event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) onMove(to(pointed(event) - held.current.apart), held.current.gesture);
          },
        };
  /** What lets the whole bar go to another row. @param {any} had what moves it along its own */
  const drops = (had) => {
    if (fixed) return had;
    const end = (/** @type {boolean} */ dropped) => (/** @type {any} */ event) => {
      const target = dropped && lifted !== 0 ? rowAt(event) : null;
      setLifted(0);
      onOver(null);
      if (target !== null && target !== row) onDrop(target, held.current.gesture);
    };
    return {
      ...had,
      onKeyDown: (/** @type {KeyboardEvent} */ event) => {
        const by = event.altKey ? (event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0) : 0;
        if (by === 0) return had.onKeyDown(event);
        event.preventDefault();
        onStep(by);
      },
      onPointerMove: (/** @type {any} */ event) => {
        had.onPointerMove(event);
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const by = event.clientY - held.current.from;
        const target = rowAt(event);
        setLifted(Math.abs(by) < STEADY ? 0 : by);
        onOver(target === row ? null : target);
      },
      onPointerUp: end(true),
      onPointerCancel: end(false),
      "aria-keyshortcuts": "Alt+ArrowUp Alt+ArrowDown",
    };
  };
  /** The row under the pointer; the bar itself is in the way of it. @param {PointerEvent} event @returns {string | null} */
  const rowAt = (event) => {
    const rows = [.../** @type {any} */ (track.current).closest("ul").children];
    const found = rows.find((one) => event.clientY >= one.getBoundingClientRect().top && event.clientY <= one.getBoundingClientRect().bottom);
    return found?.dataset.row ?? null;
  };
  const slider = (/** @type {string} */ label, /** @type {number} */ value, /** @type {string} */ words) => ({
    role: "slider", "aria-label": label, "aria-valuemin": opening.opens, "aria-valuemax": opening.closes, "aria-valuenow": value, "aria-valuetext": words, "aria-disabled": fixed ? "true" : undefined,
  });
  const end = (/** @type {"begins" | "ends"} */ which) => {
    const at = which === "begins" ? begins : ends;
    return html`<span class="roster__handle" style=${{ left: share(at) }} ...${slider(t(`roster-${which}`, { name }), at, shift[which])} ...${moves(at, (minutes) => moved(shift, which, minutes, opening))}></span>`;
  };
  return html`<div class="roster__track" ref=${track}>
    <${Wish} person=${person} opening=${opening} />
    <span class="roster__bar" data-lifted=${lifted ? "true" : undefined} style=${{ left: share(begins), right: `calc(100% - ${share(ends)})`, transform: lifted ? `translateY(${lifted}px)` : undefined }}
      ...${slider(t("roster-whole", { name }), begins, `${shift.begins}–${shift.ends}`)} ...${drops(moves(begins, (minutes) => shiftedTo(shift, minutes, opening)))}></span>
    ${shift.breaks.map((span, place) => {
      const [from, to] = spanOf(span);
      return html`<span key=${place} class="roster__break" title=${span} style=${{ left: share(from), right: `calc(100% - ${share(to)})` }}
        ...${slider(t("roster-break-of", { name }), from, span.replace("-", "–"))}
        ...${moves(from, (minutes) => restMoved(shift, place, minutes), () => onMove({ ...shift, breaks: shift.breaks.filter((_, other) => other !== place) }))}></span>`;
    })}
    ${end("begins")}${end("ends")}
  </div>`;
}
