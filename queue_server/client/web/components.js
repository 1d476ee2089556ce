// The product's two objects, ticket chip and desk plate, and the controls that every screen shares. Drawn by design.css.

import { html, useLayoutEffect, useRef } from "./html.js";
import { t } from "./i18n.js";
import { ICONS } from "./vendor/icons.js";
import { h } from "./vendor/preact.js";

/** @typedef {import("./vendor/preact.js").ComponentChildren} Children */

/**
 * An icon from the one set; decoration unless `label` says what it stands for.
 * @param {{name: string, label?: string, class?: string}} props
 */
export function Icon({ name, label, class: extra = "" }) {
  const role = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  const nodes = ICONS[name] ?? ICONS["circle-alert"] ?? [];
  return h(
    "svg",
    { class: `icon ${extra}`, viewBox: "0 0 24 24", ...role },
    nodes.map(([tag, attributes]) => h(tag, attributes)),
  );
}

/**
 * The ticket chip: a number as it stands on paper. Its size is the font size around it, or `size`.
 * @param {{number: string | null | undefined, size?: "s" | "m" | "l" | "xl", muted?: boolean}} props
 */
export function Chip({ number, size, muted }) {
  const classes = ["chip", size && `chip--${size}`, muted && "chip--muted"].filter(Boolean).join(" ");
  return html`<span class=${classes}><span class="chip__number">${number ?? "—"}</span></span>`;
}

/**
 * The desk plate: a filled square with the desk's number.
 * @param {{desk: string | null | undefined, size?: "s" | "m" | "l" | "xl", labelled?: boolean}} props `labelled` adds the word
 */
export function Plate({ desk, size, labelled }) {
  const plate = html`<span class=${`plate${size ? ` plate--${size}` : ""}`} aria-label=${t("desk-number", { desk: desk ?? "—" })} role="img">${desk ?? "—"}</span>`;
  return labelled ? html`<span class="plate-row"><span class="plate-row__word">${t("desk")}</span>${plate}</span>` : plate;
}

/**
 * A button says what it does in words; an icon only goes with them. `busy` keeps its width and refuses a second press.
 * @param {{kind?: "primary" | "secondary" | "quiet" | "danger", size?: "m" | "l" | "xl", icon?: string, trailing?: string, shortcut?: string,
 *   busy?: boolean, disabled?: boolean, pressed?: boolean, wide?: boolean, type?: "button" | "submit", onClick?: (event: Event) => void, children?: Children, class?: string,
 *   label?: string, id?: string, autofocus?: boolean}} props
 */
export function Button(props) {
  const { kind = "secondary", size = "m", icon, trailing, shortcut, busy, disabled, pressed, wide, children } = props;
  const classes = `button button--${kind} button--${size}${wide ? " button--wide" : ""}${busy ? " button--busy" : ""} ${props.class ?? ""}`;
  return html`<button
    id=${props.id}
    type=${props.type ?? "button"}
    class=${classes}
    disabled=${disabled}
    aria-busy=${busy ? "true" : undefined}
    aria-disabled=${busy ? "true" : undefined}
    aria-pressed=${pressed}
    aria-label=${props.label}
    autofocus=${props.autofocus}
    aria-keyshortcuts=${shortcut}
    onClick=${(/** @type {Event} */ event) => (busy ? event.preventDefault() : props.onClick?.(event))}
  >
    ${busy ? html`<${Icon} name="loader-circle" class="icon--turning" />` : icon && html`<${Icon} name=${icon} />`}
    <span class="button__label">${children}</span>
    ${trailing && html`<${Icon} name=${trailing} />`}
    ${shortcut && html`<kbd class="key">${shortcut}</kbd>`}
  </button>`;
}

/**
 * A line across the page that says how things stand: cut off (ink), late (amber), above the standard (red). Read aloud when it appears.
 * @param {{tone?: "info" | "cut" | "late" | "breach", icon?: string, title?: Children, children?: Children, action?: Children, urgent?: boolean}} props
 */
export function Banner({ tone = "info", icon, title, children, action, urgent }) {
  return html`<div class=${`banner banner--${tone}`} role=${urgent ? "alert" : "status"}>
    ${icon && html`<${Icon} name=${icon} />`}
    <div class="banner__words">${title && html`<strong>${title}</strong>`} ${children}</div>
    ${action}
  </div>`;
}

/**
 * A modal question on the platform's own <dialog>: focus stays inside, Escape closes, focus returns.
 * `open` alone shows and hides it: Escape asks for `onClose` at once, or a key pressed right after would open something that the
 * platform's later word of the closing took away again.
 * @param {{open: boolean, title: string, onClose: () => void, children?: Children, actions?: Children, class?: string}} props
 */
export function Dialog({ open, title, onClose, children, actions, class: extra = "" }) {
  const ref = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const closings = useRef(0); // ours, of which the platform has yet to tell
  const wanted = useRef(open);
  wanted.current = open;
  const stand = () => {
    const dialog = ref.current;
    if (!dialog || wanted.current === dialog.open) return;
    if (wanted.current) return dialog.showModal();
    closings.current += 1;
    dialog.close();
  };
  useLayoutEffect(stand, [open]);
  const asked = (/** @type {Event} */ event) => (event.preventDefault(), onClose());
  const closed = () => {
    if (closings.current > 0) return void (closings.current -= 1);
    onClose(); // a browser lets nobody be kept in a dialog: a second Escape closes it without asking
    setTimeout(stand, 0);
  };
  return html`<dialog ref=${ref} class=${`dialog ${extra}`} aria-label=${title} onCancel=${asked} onClose=${closed}>
    ${open && html`<h2 class="dialog__title">${title}</h2><div class="dialog__body">${children}</div><div class="dialog__actions">${actions}</div>`}
  </dialog>`;
}

/**
 * A QR code drawn by the server, on its white ground in either theme.
 * @param {{src: string, label: string, class?: string}} props
 */
export function Qr({ src, label, class: extra = "" }) {
  return html`<img class=${`qr ${extra}`} src=${src} alt=${label} width="240" height="240" decoding="async" />`;
}

/** @param {string} ticket a ticket's id @returns {string} the address of its QR code */
export function ticketQr(ticket) {
  return `/api/v1/tickets/${encodeURIComponent(ticket)}/qr.svg`;
}

/** @param {{track_url: string, office: string}} ticket @returns {string} where its number and code are typed, as people write an address; a line may break before its path */
export function typedAt(ticket) {
  return `${new URL(ticket.track_url, location.origin).host}\u200b/join/${ticket.office}`;
}

/** @param {string} path an address on this server @returns {string} the address of its QR code */
export function pageQr(path) {
  return `/api/v1/qr.svg?text=${encodeURIComponent(new URL(path, location.origin).href)}`;
}
