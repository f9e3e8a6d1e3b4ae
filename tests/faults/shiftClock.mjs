/** `node --import=…/shiftClock.mjs` with FAULTS_CLOCK_MS: a process whose clock is wrong by so much. */
const shift = Number(process.env['FAULTS_CLOCK_MS'] ?? 0);
const TrueDate = Date;

globalThis.Date = class Date extends TrueDate {
  /** @param {ConstructorParameters<typeof TrueDate>} given */
  constructor(...given) {
    if (given.length === 0) super(TrueDate.now() + shift);
    else super(...given);
  }
  static now() {
    return TrueDate.now() + shift;
  }
};
