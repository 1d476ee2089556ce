import assert from "node:assert/strict";
import { test } from "node:test";

import { SECONDARY, lobby, overDesk, requiredCap, squeeze } from "../../../display/web/legibility.js";

const signs = { capRatio: 0.7, chipEm: 3.2, plateEm: 1.0, asideEm: 3.3 };
const hall = (more = {}) => ({ width: 1920, height: 1080, farM: 10, diagonalIn: 55, ...more });

test("ten metres before a 55-inch 1080p screen need about 193 px of cap height", () => {
  assert.ok(Math.abs(requiredCap(hall()) - 192.4) < 0.5); // 122 mm at 0.634 mm a pixel
  assert.equal(requiredCap(hall({ farM: 5 })), requiredCap(hall()) / 2);
});

test("no layout is smaller than the far seat can read", () => {
  for (let farM = 2; farM <= 20; farM += 1) {
    for (let diagonalIn = 20; diagonalIn <= 120; diagonalIn += 5) {
      for (const [width, height] of [[1920, 1080], [1366, 768], [3840, 2160], [1080, 1920]]) {
        for (const band of [true, false]) {
          const layout = lobby(hall({ width, height, farM, diagonalIn }), signs, { band });
          if (!layout.fits) continue;
          assert.ok(layout.cap >= layout.requiredCap);
          assert.ok(layout.firstFont >= layout.font);
          assert.ok(layout.small * signs.capRatio >= layout.requiredCap * SECONDARY - 1e-9);
          assert.ok(layout.lines >= 1 && layout.lines <= 11);
          const used = layout.cap * (0.14 + 0.56 + (layout.band ? 0.54 : 0) + 0.1 + layout.lines * 1.44) + (layout.firstFont * signs.capRatio) * 1.34;
          assert.ok(used <= height + 1e-6, `${used} of ${height}`);
          assert.ok((signs.chipEm + signs.plateEm + 0.75 + 0.24) * layout.firstFont <= width + 1e-6);
        }
      }
    }
  }
});

test("at ten metres a 55-inch screen has the newest call, two more and the band", () => {
  const layout = lobby(hall(), signs, { band: true });
  assert.deepEqual([layout.fits, layout.lines, layout.band, layout.aside], [true, 2, true, true]);
});

test("at six metres it has more lines and a larger first call", () => {
  const layout = lobby(hall({ farM: 6 }), signs, { band: true });
  assert.ok(layout.lines >= 4);
  assert.ok(layout.firstFont >= 1.3 * layout.font);
});

test("near seats get larger signs, not more lines than anybody reads", () => {
  const layout = lobby(hall({ farM: 2 }), signs, { band: true });
  assert.equal(layout.lines, 5);
  assert.ok(layout.cap > 2 * layout.requiredCap);
});

test("a screen too small for the hall is refused, with what would do", () => {
  const refused = lobby(hall({ farM: 15, diagonalIn: 43 }), signs, { band: true });
  assert.equal(refused.fits, false);
  assert.equal(lobby(hall({ farM: 15, diagonalIn: refused.diagonalIn }), signs, { band: true }).fits, true);
  assert.equal(lobby(hall({ farM: 15, diagonalIn: refused.diagonalIn - 2 }), signs, { band: true }).fits, false);
  assert.equal(lobby(hall({ farM: refused.farM, diagonalIn: 43 }), signs, { band: true }).fits, true);
});

test("the office's words give way before the second call does", () => {
  const layout = lobby(hall({ farM: 14.5 }), { ...signs, chipEm: 2.5, plateEm: 0.9 }, { band: true });
  assert.deepEqual([layout.fits, layout.lines, layout.band], [true, 1, false]);
});

test("over a desk the number fills the screen, and is refused where the hall is too deep", () => {
  const layout = overDesk(hall({ farM: 5, diagonalIn: 24 }), { capRatio: 0.7, chipEm: 3.2, wordsEm: 10 });
  assert.ok(layout.fits && layout.cap >= layout.requiredCap);
  assert.equal(overDesk(hall({ farM: 20, diagonalIn: 24 }), { capRatio: 0.7, chipEm: 3.2, wordsEm: 10 }).fits, false);
});

test("a tall screen has more lines, up to all the last calls", () => {
  const layout = lobby(hall({ width: 1080, height: 1920, farM: 6 }), signs, { band: true });
  assert.ok(layout.lines > 5 && layout.lines <= 11);
});

test("a number longer than any foreseen is drawn smaller, never cut off", () => {
  assert.equal(squeeze(3.2, 1, 200, 1920), 1);
  assert.ok((5 + 0.75 + 3 + 0.24) * 275 * squeeze(5, 3, 275, 1920) <= 1920 + 1e-9);
});
