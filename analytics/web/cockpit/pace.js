// When to ask the server again for what a stream does not carry: soon after something happened, seldom otherwise. Pure.

export class Pace {
  /**
   * @param {number} soonMs between two askings, however much happens
   * @param {number} lateMs after which it is asked though nothing happened: time alone moves it on, or the stream is cut
   */
  constructor(soonMs, lateMs) {
    this.soonMs = soonMs;
    this.lateMs = lateMs;
    this.askedAt = -Infinity;
    this.stirred = false;
  }

  /** Something happened. */
  stir() {
    this.stirred = true;
  }

  /** @param {number} now */
  asked(now) {
    this.askedAt = now;
    this.stirred = false;
  }

  /** How long until it is to be asked. @param {number} now */
  wait(now) {
    return Math.max(0, this.askedAt + (this.stirred ? this.soonMs : this.lateMs) - now);
  }
}
