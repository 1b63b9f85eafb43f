/** What each option of `createSocketMsgRouter` must be, in words and as a test. Durations and counts are checked where they are read. */
const RULES: Readonly<Record<string, readonly [takes: string, accepts: (value: unknown) => boolean]>> = {
  namespace: ['a text like "/", "/admin" or "/room/:room"', (value) => typeof value === 'string'],
  context: ['a function that returns { user, scopes }', isFunction],
  unknownEvents: ["'answer' or 'ignore'", (value) => value === 'answer' || value === 'ignore'],
  admit: ['a function', isFunction],
  onConnect: ['a function', isFunction],
  onDisconnect: ['a function', isFunction],
  onHookFailed: ['a function', isFunction],
  hookTimeout: ['a number', isNumber],
  maxQueued: ['a number', isNumber],
};

/** Throws a TypeError that names the option for one that there is not, and for one that cannot be. */
export function checkOptions(options: object): void {
  for (const [name, value] of Object.entries(options)) {
    const [takes, accepts] = Object.hasOwn(RULES, name) ? (RULES[name] ?? []) : [];
    if (!accepts) {
      const names = Object.keys(RULES).join(', ');
      throw new TypeError(`createSocketMsgRouter has no option \`${name}\`: it takes ${names}.`);
    }
    if (value !== undefined && !accepts(value)) throw new TypeError(`\`${name}\` must be ${takes}.`);
  }
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number';
}
