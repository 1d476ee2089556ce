// The one door to the vendored libraries: templates, hooks and signals. Knows nothing of queues.

import htm from "./vendor/htm.js";
import { h } from "./vendor/preact.js";
import "./vendor/signals.js"; // lets a signal in a template update itself

export { Fragment, h, render } from "./vendor/preact.js";
export { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "./vendor/hooks.js";
export { batch, computed, effect, signal, untracked, useComputed, useSignal, useSignalEffect } from "./vendor/signals.js";

/** Tagged template that makes nodes: html`<p class="note">${text}</p>`. Values are text, never markup. */
export const html = htm.bind(h);
