import { type ParseArgsConfig, parseArgs } from 'node:util';
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
  const args = withoutDashes(argv);
  refuseUnknownOptions(args, OPTIONS, USAGE);
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: OPTIONS });
  return {
    rows: chosen(positionals, known),
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

/** pnpm hands over the `--` that other package managers ask for. */
export function withoutDashes(argv: readonly string[]): string[] {
  return argv.filter((arg) => arg !== '--');
}

/** Throws an Error that says what there is. */
export function refuseUnknownOptions(
  args: string[],
  options: NonNullable<ParseArgsConfig['options']>,
  usage: string,
): void {
  for (const token of parseArgs({ args, options, strict: false, tokens: true }).tokens)
    if (token.kind === 'option' && !Object.hasOwn(options, token.name))
      throw new Error(`There is no option ${token.rawName}; there are ${usage}.`);
}

/** The known ones that were named, in their order; all of them if none was. Throws an Error that says what there is. */
export function chosen(names: readonly string[], known: readonly string[]): string[] {
  const named = new Set(
    names.map((name) => {
      const found = known.find((id) => id.toLowerCase() === name.toLowerCase());
      if (found === undefined) throw new Error(`There is no ${name}; there are ${known.join(', ')}.`);
      return found;
    }),
  );
  return known.filter((id) => named.size === 0 || named.has(id));
}
