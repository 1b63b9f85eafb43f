/** Milliseconds that the clocks of a server and of this machine may differ. */
const CLOCK_SKEW = 86_400_000;
/** The digits of `yeast`, which names the packets of the adapters in memory. */
const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_';

/** What the adapters of Socket.IO make, with the time that it holds, and the surest first: texts like the others are common. */
const FORMS: readonly { readonly form: RegExp; readonly timeOf: (digits: string) => number }[] = [
  // `PjssgW0.0`: in memory.
  {
    form: /^([\w-]{7,8})(?:\.[\w-]+)?$/,
    timeOf: (digits) => [...digits].reduce((sum, digit) => sum * DIGITS.length + DIGITS.indexOf(digit), 0),
  },
  // `1700000000000-0`: an entry of a Redis stream.
  { form: /^(\d{13})-\d+$/, timeOf: Number },
  // `656e5a8c0f1e2d3c4b5a6978`: an id of MongoDB.
  { form: /^([0-9a-f]{8})[0-9a-f]{16}$/, timeOf: (digits) => Number.parseInt(digits, 16) * 1_000 },
];

/**
 * Tells which events of a connection with `connectionStateRecovery` end with the offset that the server adds to their
 * arguments: a text that holds the time it was sent at. It is a guess, as a volatile event has none and nothing says which
 * event is one. All offsets of a server have one form: once there was a surer one, texts of the others are arguments.
 */
export class OffsetGuess {
  #form = FORMS.length;

  /** `at` is when the event came, in milliseconds since the epoch. */
  endsWithOffset({ args, at }: { args: readonly unknown[]; at: number }): boolean {
    const last = args.at(-1);
    const found = FORMS.findIndex(({ form, timeOf }) => {
      const [, digits] = (typeof last === 'string' && form.exec(last)) || [];
      return digits !== undefined && Math.abs(timeOf(digits) - at) < CLOCK_SKEW;
    });
    if (found < 0 || found > this.#form) return false;
    this.#form = found;
    return true;
  }
}
