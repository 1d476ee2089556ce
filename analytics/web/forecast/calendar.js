// What is known of the coming days beforehand: bills, weather, whatever moves how many come. Seen and entered by day, for the office,
// its territory or all; the forecast goes by it at once.

import { Button, Icon } from "/assets/web/components.js";
import { html, useEffect, useState } from "/assets/web/html.js";
import { get, put } from "/assets/web/http.js";
import { dateInWords, errorText, number, t } from "/assets/web/i18n.js";
import { Failed } from "/assets/web/states.js";
import { beyond, BILLING, bodyOf, columnsOf, entered, fits, own, turned } from "./calendar_cells.js";

/** @typedef {import("./calendar_cells.js").Calendar} Calendar */
/** @typedef {import("./calendar_cells.js").CalendarDay} CalendarDay */
/** @typedef {import("./calendar_cells.js").Place} Place */
/** @typedef {import("./calendar_cells.js").Edits} Edits */

/** @param {{office: string, first: string, span: number, onUnsaved: (unsaved: boolean) => void, onKept: () => void}} props */
export function KnownDays({ office, first, span, onUnsaved, onKept }) {
  const path = `/api/v1/offices/${encodeURIComponent(office)}/staffing/calendar`;
  const [calendar, setCalendar] = useState(/** @type {Calendar | null} */ (null));
  const [place, setPlace] = useState(/** @type {Place} */ ("office"));
  const [edits, setEdits] = useState(/** @type {Edits} */ ({}));
  const [added, setAdded] = useState(/** @type {string[]} */ ([]));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(/** @type {unknown} */ (null));
  const [trouble, setTrouble] = useState("");
  const [said, setSaid] = useState("");
  const unsaved = Object.keys(edits).length > 0;
  const read = () => get(`${path}?from=${first}&days=${span}`).then((found) => (setCalendar(found), setFailed(null)), setFailed);
  useEffect(() => void read(), [span]);
  useEffect(() => onUnsaved(unsaved), [unsaved]);
  if (failed !== null) return html`<${Failed} error=${failed} onRetry=${read} />`;
  if (!calendar) return null;
  const columns = columnsOf(calendar.columns, added);
  const keep = async () => {
    setBusy(true);
    setTrouble("");
    setSaid("");
    try {
      await put(path, bodyOf(calendar, place, edits));
      setEdits({});
      setSaid(t("forecast-known-kept"));
      await read();
      onKept();
    } catch (problem) {
      setTrouble(errorText(problem));
      if (/** @type {any} */ (problem)?.code === "calendar_changed") await read(); // what was entered here stays
    }
    setBusy(false);
  };
  const may = calendar.may_keep.length > 0;
  return html`<section class="forecast__panel" aria-labelledby="forecast-known-title">
    <h2 id="forecast-known-title">${t("forecast-known")}</h2>
    <p class="forecast__hint">${t("forecast-known-hint")}</p>
    ${calendar.may_keep.length > 1 &&
    html`<label class="field forecast__place"><span class="field__label">${t("forecast-place")}</span>
      <select class="input" value=${place} disabled=${unsaved} onChange=${(/** @type {any} */ event) => setPlace(event.target.value)}>
        ${calendar.may_keep.map((one) => html`<option key=${one} value=${one} selected=${one === place}>${t(`forecast-place-${one}`, { territory: calendar.territory ?? "" })}</option>`)}</select></label>`}
    <div class="scroll" tabindex="0" role="group" aria-labelledby="forecast-known-title"><table class="table forecast__known">
      <thead><tr><th scope="col">${t("forecast-day")}</th><th scope="col">${t("forecast-open")}</th>${columns.map((name) => html`<th scope="col" key=${name}>${columnWords(name)}</th>`)}</tr></thead>
      <tbody>${calendar.days.map((day) => html`<tr key=${day.day} data-day=${day.day}>
        <th scope="row">${dateInWords(`${day.day}T12:00:00`, undefined, { weekday: "short", day: "numeric", month: "short" })}</th>
        <td class=${day.hours === null ? "quiet" : ""}>${day.hours === null ? t("forecast-day-closed") : day.hours.replace("-", "–") || "—"}</td>
        ${columns.map((name) => html`<td key=${name} data-name=${name}><${Cell} day=${day} name=${name} place=${place} edits=${edits} may=${may} onEnter=${(/** @type {number | null} */ value) => (setSaid(""), setEdits(entered(edits, day, name, place, value)))} /></td>`)}</tr>`)}</tbody>
    </table></div>
    ${trouble && html`<p class="forecast__note" role="alert"><${Icon} name="triangle-alert" />${trouble}</p>`}
    <p class="forecast__said" role="status">${said}</p>
    ${may &&
    html`<div class="forecast__actions"><${NewColumn} columns=${columns} onAdd=${(/** @type {string} */ name) => setAdded([...added, name])} />
      ${unsaved && html`<${Button} kind="primary" icon="save" class="forecast__keep" busy=${busy} onClick=${keep}>${t("forecast-known-save")}<//>
        <${Button} kind="quiet" icon="rotate-ccw" onClick=${() => setEdits({})}>${t("forecast-known-reset")}<//>`}</div>`}
  </section>`;
}

/** Bills are a yes or no, all else a number; what another place says shows where this one says nothing. @param {{day: CalendarDay, name: string, place: Place, edits: Edits, may: boolean, onEnter: (value: number | null) => void}} props */
function Cell({ day, name, place, edits, may, onEnter }) {
  const value = own(day, name, place, edits);
  const without = beyond(day, name, place);
  const label = `${dateInWords(`${day.day}T12:00:00`, undefined, { day: "numeric", month: "long" })}: ${columnWords(name)}`;
  const changed = edits[day.day]?.[name] !== undefined;
  const from = without && value === null ? html`<small class="quiet">${t(`forecast-from-${without.of}`)}</small>` : null;
  if (name === BILLING) {
    const yes = (value ?? without?.value ?? 0) > 0;
    return html`<button type="button" class="languages__one forecast__turn" disabled=${!may} data-changed=${changed ? "true" : undefined} aria-pressed=${yes ? "true" : "false"} aria-label=${label}
        onClick=${() => onEnter(turned(day, name, place, edits))}>${t(yes ? "forecast-yes" : "forecast-no")}</button>${from}`;
  }
  const enter = (/** @type {any} */ event) => {
    const { value: text, validity } = event.target;
    if (!validity.badInput) onEnter(text === "" ? null : Number(text));
  };
  return html`<input class="input forecast__cell" type="number" step="any" disabled=${!may} data-changed=${changed ? "true" : undefined} aria-label=${label} value=${value ?? ""}
      placeholder=${without ? number(without.value) : ""} onInput=${enter} />${from}`;
}

/** @param {{columns: string[], onAdd: (name: string) => void}} props */
function NewColumn({ columns, onAdd }) {
  const [name, setName] = useState("");
  const ready = fits(name.trim(), columns);
  const add = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!ready) return;
    onAdd(name.trim());
    setName("");
  };
  return html`<form class="forecast__new" onSubmit=${add}>
    <label class="field"><span class="field__label">${t("forecast-column")}</span>
      <input class="input" maxlength="64" placeholder=${t("forecast-column-example")} value=${name} onInput=${(/** @type {any} */ event) => setName(event.target.value)} /></label>
    <${Button} kind="quiet" icon="plus" type="submit" disabled=${!ready}>${t("forecast-column-add")}<//></form>`;
}

/** @param {string} name */
function columnWords(name) {
  return name === BILLING ? t("forecast-billing") : name;
}
