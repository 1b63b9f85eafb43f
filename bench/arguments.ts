import { parseArgs } from 'node:util';
import type { RunOptions } from './row.ts';

export interface Arguments {
  /** In their order in the registry; all of them if none was named. */
  readonly rows: readonly string[];
  readonly options: RunOptions;
  /** Where the result goes as JSON. */
  readonly json: string | undefined;
}

const ROUNDS = 5;
const QUICK_ROUNDS = 3;

const OPTIONS = {
  rounds: { type: 'string' },
  quick: { type: 'boolean', default: false },
  'no-peers': { type: 'boolean', default: false },
  json: { type: 'string' },
} as const;
const USAGE = '--rounds N, --quick, --no-peers, --json FILE';

/** Reads `[P1 P2 ...] [--rounds N] [--quick] [--no-peers] [--json FILE]`. Throws an Error that says what there is. */
export function readArguments(argv: readonly string[], known: readonly string[]): Arguments {
  // pnpm hands over the `--` that other package managers ask for.
  const args = argv.filter((arg) => arg !== '--');
  for (const token of parseArgs({ args, options: OPTIONS, strict: false, tokens: true }).tokens)
    if (token.kind === 'option' && !Object.hasOwn(OPTIONS, token.name))
      throw new Error(`There is no option ${token.rawName}; there are ${USAGE}.`);
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  const named = new Set(
    positionals.map((name) => {
      const found = known.find((id) => id.toLowerCase() === name.toLowerCase());
      if (found === undefined) throw new Error(`There is no ${name}; there are ${known.join(', ')}.`);
      return found;
    }),
  );
  return {
    rows: known.filter((id) => named.size === 0 || named.has(id)),
    options: {
      rounds: readRounds(values.rounds) ?? (values.quick ? QUICK_ROUNDS : ROUNDS),
      quick: values.quick,
      peers: !values['no-peers'],
    },
    json: values.json,
  };
}

function readRounds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new Error(`--rounds takes a whole number from 1 to 999, not "${text}".`);
}
