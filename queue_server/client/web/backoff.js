// How long to wait before trying again. Pure but for the dice, which can be handed in.

/** First wait; long enough not to hammer a server that has just come up. */
export const FIRST_MS = 500;
/** Longest wait; a visitor looks at a silent screen no longer than this after the network is back. */
export const LONGEST_MS = 15_000;

/**
 * Wait before try number `attempt` (0 is the first repeat): doubled each time, at most LONGEST_MS, and spread evenly over
 * its upper half so that a hall of screens does not return in one instant.
 * @param {number} attempt
 * @param {() => number} [dice] a number in [0, 1)
 * @returns {number} milliseconds
 */
export function backoffMs(attempt, dice = Math.random) {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempt, 10));
  return ceiling / 2 + (ceiling / 2) * dice();
}

/**
 * Wait before coming back to a server that said it restarts: anywhere in 0.5–5 s.
 * @param {() => number} [dice]
 * @returns {number} milliseconds
 */
export function restartMs(dice = Math.random) {
  return 500 + 4500 * dice();
}
