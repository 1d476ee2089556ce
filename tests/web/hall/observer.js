// Put into a board's page by the tests: writes down what is seen and heard, and measures it.

window.sounds = []; // when every clip begins and ends to sound
const begin = AudioBufferSourceNode.prototype.start;
AudioBufferSourceNode.prototype.start = function (when) {
  const from = performance.now() + Math.max(0, when - this.context.currentTime) * 1000;
  window.sounds.push({ from, to: from + this.buffer.duration * 1000 });
  return begin.call(this, when);
};

window.large = []; // which calls have arrived in the large place, and when
new MutationObserver(() => {
  const first = document.querySelector(".first--arriving");
  const call = first && `${first.querySelector(".chip").textContent} ${first.querySelector(".plate").textContent}`;
  if (call && window.large.at(-1)?.call !== call) window.large.push({ call, at: performance.now() });
}).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });

window.observer = {
  /** Class (or tag) and font size of all signs and words. */
  fonts() {
    const all = document.querySelectorAll(".first, .line, .head__legend, .clock, .band p, .upcoming h2, .over__words, .over__sign .chip");
    return [...all].map((one) => [one.className || one.tagName, Number.parseFloat(getComputedStyle(one).fontSize)]);
  },

  /** Height of a capital letter of the signs, in em. */
  cap() {
    const pencil = document.createElement("canvas").getContext("2d");
    pencil.font = "800 1000px 'Golos Text Variable'";
    return pencil.measureText("Н").actualBoundingBoxAscent / 1000;
  },

  /** What lies outside the page. */
  outside() {
    const all = document.querySelectorAll(".chip, .plate, .arrow, .clock, .head__legend, .band p, h2, .closed h1, .over__words");
    return [...all].filter((one) => {
      const box = one.getBoundingClientRect();
      return box.left < 0 || box.top < -1 || box.right > innerWidth + 1 || box.bottom > innerHeight + 1;
    }).map((one) => one.className || one.tagName);
  },

  /** Pairs that lie over one another and should not. */
  clashes() {
    const all = document.querySelectorAll(".others .chip, .others .plate, .upcoming, .band, .first, .head");
    const boxes = [...all].map((one) => [one.className, one.getBoundingClientRect()]);
    const overlap = (p, q) => p.left < q.right - 1 && q.left < p.right - 1 && p.top < q.bottom - 1 && q.top < p.bottom - 1;
    return boxes.flatMap(([a, p], i) => boxes.slice(i + 1).filter(([, q]) => overlap(p, q)).map(([b]) => [a, b]));
  },

  /** Height in px of the dark stroke in one column of a screenshot: a letter's stem. */
  async stroke(png, x, top, bottom) {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const pencil = canvas.getContext("2d");
    pencil.drawImage(image, 0, 0);
    const column = pencil.getImageData(x, top, 1, bottom - top).data;
    const dark = Array.from({ length: bottom - top }, (_, y) => column[4 * y] + column[4 * y + 1] + column[4 * y + 2] < 200);
    return dark.lastIndexOf(true) - dark.indexOf(true) + 1;
  },

  /** Opacity of an element, frame by frame. */
  async opacity(selector, ms) {
    const seen = [];
    const since = performance.now();
    while (performance.now() - since < ms) {
      await new Promise(requestAnimationFrame);
      const one = document.querySelector(selector);
      if (one) seen.push([performance.now() - since, Number(getComputedStyle(one).opacity)]);
    }
    return seen;
  },
};
