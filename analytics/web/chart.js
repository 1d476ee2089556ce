// A chart as all pages of these have it: uPlot in the page's colours. Knows no figures.

import { html, useEffect, useRef } from "/assets/web/html.js";
import { language } from "/assets/web/i18n.js";
import { theme } from "/assets/web/theme.js";
import uPlot from "/assets/web/vendor/uplot.js";

const HEIGHT_PX = 200;

/** Steps between the lines of a count. */
const WHOLE = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

const dash = (/** @type {any} */ chart, /** @type {number} */ at) => (chart.series[at].dash ? "dashed" : "solid");
/** A dashed line is dashed in the legend, too: two lines of one colour are told apart. */
const LEGEND = { live: false, markers: { dash } };

/** @typedef {{ink: string, faint: string, line: string, brand: string, tint: string}} Colours */

/**
 * One chart, made anew when its width, the theme or the language changes; new data alone is only drawn.
 * @param {{data: any, make: (colours: Colours) => object, label: string, summary: string}} props
 */
export function Chart({ data, make, label, summary }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  const chart = useRef(/** @type {any} */ (null));
  useEffect(() => {
    const ground = place.current;
    if (!ground) return undefined;
    const style = getComputedStyle(ground);
    const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
    const options = { width: ground.clientWidth, height: HEIGHT_PX, legend: LEGEND, cursor: { drag: { x: false, y: false } }, ...make({ ink: colour("--ink"), faint: colour("--ink-3"), line: colour("--line"), brand: colour("--brand"), tint: colour("--brand-tint") }) };
    chart.current = new uPlot(/** @type {any} */ (options), data, ground);
    const watch = new ResizeObserver(() => chart.current?.setSize({ width: ground.clientWidth, height: HEIGHT_PX }));
    watch.observe(ground);
    return () => {
      watch.disconnect();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [theme.value, language.value]);
  useEffect(() => chart.current?.setData(data), [data]);
  return html`<figure class="chart"><div ref=${place} role="img" aria-label=${`${label}. ${summary}`}></div></figure>`;
}

/** @param {Colours} colours @param {object} more */
export function axis(colours, more) {
  return { stroke: colours.faint, grid: { stroke: colours.line, width: 1 }, ticks: { show: false }, font: `12px ${getComputedStyle(document.body).fontFamily}`, ...more };
}

/** The axis of a count: whole numbers only, since half a person stands nowhere. @param {Colours} colours @param {number} [size] */
export function counts(colours, size = 36) {
  return axis(colours, { size, incrs: WHOLE });
}

/** A count begins at nothing, with room above. @param {any} _ @param {number} _low @param {number | null} high @returns {[number, number]} */
export function fromZero(_, _low, high) {
  return [0, Math.max(4, (high ?? 0) * 1.1)];
}

/**
 * The legend in which a band is one entry, filled as it is.
 * @param {number} band the series that names it; the other edge has the class `chart__unnamed`
 * @param {Colours} colours
 */
export function bandLegend(band, colours) {
  const filled = (/** @type {any} */ chart, /** @type {number} */ at) => (at === band ? colours.tint : chart.series[at].fill?.(chart, at));
  return { ...LEGEND, markers: { ...LEGEND.markers, fill: filled } };
}
