import { fromJson, isBytes, toJson } from '@switchboard/contract';
import { formatPath } from '../lib/at-path.ts';
import { isJsonBytes, type JsonBytes, readBase64, readUtf8, toJsonBytes } from '../lib/bytes.ts';
import { errorMessage } from '../lib/in-words.ts';
import { printJson } from '../lib/print-json.ts';
import { inexactProblem, isExact, NUMBER, readJson } from '../lib/read-json.ts';
import { COMPOSER } from '../texts/composer.ts';
import {
  escapeVariables,
  missingProblem,
  namesVariable,
  type Problem,
  substitute,
  type Variables,
} from './variables.ts';

/** How an argument is written. JSON is sent as it is; `mixed` is JSON in which `{ "$bytes": "<base64>" }` is binary. */
export const ARG_KINDS = ['json', 'mixed', 'text', 'number', 'binary'] as const;
export type ArgKind = (typeof ARG_KINDS)[number];

export interface ArgDraft {
  readonly kind: ArgKind;
  /** As it was typed; of binary its base64. */
  readonly text: string;
}

/** A message without a contract: a list of arguments. */
export interface ArgsDraft {
  readonly args: readonly ArgDraft[];
  /** Whether an acknowledgement is asked for. */
  readonly ack: boolean;
}

export interface ArgsCheck {
  /** What goes on the wire; left out if a problem is fatal. */
  readonly args?: readonly unknown[];
  /** Each with the place of its argument first in its path. */
  readonly problems: readonly Problem[];
}

/**
 * The draft that a text holds: as `writeArgsDraft` writes it, or the JSON of a single argument, with binary as a contract's
 * payload has it. An empty text has no argument.
 */
export function readArgsDraft(text: string): ArgsDraft {
  const read = readJson(text);
  if (read.ok && isArgsDraft(read.value)) return read.value;
  return { args: text.trim() === '' ? [] : [{ kind: namesBytes(text) ? 'mixed' : 'json', text }], ack: true };
}

/** Whether a text of JSON may hold binary. */
export function namesBytes(text: string): boolean {
  return text.includes('"$bytes"');
}

/** One JSON argument with an acknowledgement is written as its JSON, as the payload of an event is. */
export function writeArgsDraft({ args, ack }: ArgsDraft): string {
  const whole = JSON.stringify({ args: args.map(({ kind, text }) => ({ kind, text })), ack });
  const [first, ...others] = args;
  if (!ack || others.length > 0) return whole;
  if (!first) return '';
  const [plain] = readArgsDraft(first.text).args;
  return plain?.kind === first.kind && plain.text === first.text ? first.text : whole;
}

/** The draft that sends exactly these arguments: what looks like a variable in them is escaped. */
export function argsDraftOf(args: readonly unknown[], ack: boolean): ArgsDraft {
  return { args: args.map((arg) => writeArg(arg, escapeVariables)), ack };
}

/** An argument as the editor has it; `write` may change the texts in its JSON form. */
export function writeArg(value: unknown, write = (json: unknown) => json): ArgDraft {
  if (typeof value === 'string') return { kind: 'text', text: String(write(value)) };
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'number', text: String(value) };
  if (isBytes(value)) return { kind: 'binary', text: (toJson(value) as JsonBytes).$bytes };
  const text = printJson(write(toJson(value ?? null)), 2) ?? '';
  return { kind: holdsBytes(value) ? 'mixed' : 'json', text };
}

function holdsBytes(value: unknown): boolean {
  return (
    isBytes(value) || (typeof value === 'object' && value !== null && Object.values(value).some(holdsBytes))
  );
}

/** An argument in its JSON form, with its variables as they are written. */
export function argJson({ kind, text }: ArgDraft): unknown {
  if (kind === 'binary') return { $bytes: text };
  if (kind === 'number') return NUMBER.test(text.trim()) ? Number(text) : text.trim();
  const read = isJson(kind) ? readJson(text) : undefined;
  if (!read?.ok) return text;
  return kind === 'json' ? toJson(read.value) : read.value;
}

/** Reads the arguments and puts variables in their places; with `isPayload` the one argument is a payload. */
export function checkArgs({ args }: ArgsDraft, variables: Variables = {}, isPayload = false): ArgsCheck {
  const problems: Problem[] = [];
  const values = args.map((arg, index) => {
    const check = checkArg(arg, variables);
    problems.push(...check.problems.map((problem) => atArgument(problem, index, isPayload)));
    return check.payload?.value;
  });
  return { problems, ...(!problems.some(({ fatal }) => fatal) && { args: values }) };
}

/** The problem of an argument as one of the list: `Argument 2`, `Argument 2: user.name`, and of a payload its path alone. */
export function atArgument({ path, ...problem }: Problem, index: number, isPayload: boolean): Problem {
  const argument = COMPOSER.argument(index + 1);
  const inArgument = path.length === 0 ? argument : `${argument}: ${formatPath(path)}`;
  return { ...problem, path: [index, ...path], place: isPayload ? formatPath(path) : inArgument };
}

/** What a text of JSON says. */
export interface JsonCheck {
  /** As it is written; left out if the text is not JSON. */
  readonly json?: { readonly value: unknown };
  /** What goes over the wire; left out if a problem is fatal. */
  readonly payload?: { readonly value: unknown };
  readonly problems: readonly Problem[];
  /** Whether a part of the text changes when it is read: a form would write the changed one. */
  readonly isInexact?: boolean;
}

type ArgCheck = Pick<JsonCheck, 'payload' | 'problems'>;

/**
 * Reads JSON and puts variables in their places. A variable without a value is a problem, and stays as it is written. So is
 * what changes when it is read. `toPayload` makes what is sent of it.
 */
export function checkJson(text: string, variables: Variables, toPayload = fromJson): JsonCheck {
  const read = readJson(text);
  if (!read.ok) return fatal(read.reason);
  const { value, missing } = substitute(read.value, variables);
  const json = { value: read.value };
  const { inexact } = read;
  const isInexact = inexact.length > 0 && { isInexact: true };
  const problems = [
    ...inexact.map((part) => ({
      path: [...part.path],
      message: inexactProblem(part),
      fatal: false,
    })),
    ...missing.map(missingProblem),
  ];
  try {
    return { json, ...isInexact, payload: { value: toPayload(value) }, problems };
  } catch (error) {
    return { json, ...isInexact, problems: [...problems, ...fatal(errorMessage(error)).problems] };
  }
}

function checkArg({ kind, text }: ArgDraft, variables: Variables): ArgCheck {
  if (kind === 'text') {
    const { value, missing } = substitute(text, variables);
    const written = typeof value === 'string' ? value : JSON.stringify(value);
    return { payload: { value: written }, problems: missing.map(missingProblem) };
  }
  if (kind === 'number') return checkNumber(text, variables);
  // Of JSON `toJson` makes the same again, unless it nests too deep.
  if (kind === 'json') return checkJson(text, variables, toJson);
  if (kind === 'mixed') return checkJson(text, variables);
  // A variable in the place of bytes is their base64.
  if (namesVariable(text)) return checkJson(JSON.stringify({ $bytes: text }), variables);
  const read = readBase64(text);
  return read.ok
    ? { payload: { value: read.bytes }, problems: [] }
    : fatal(COMPOSER.notOfKind('base64', read.message, read.position));
}

function checkNumber(text: string, variables: Variables): ArgCheck {
  const { value, missing } = substitute(text.trim(), variables);
  if (missing.length > 0 && namesVariable(value))
    return { payload: { value }, problems: missing.map(missingProblem) };
  const written = String(value);
  if (!NUMBER.test(written)) return fatal(COMPOSER.notNumber);
  const number = Number(written);
  const message = inexactProblem({ path: [], text: written, becomes: number });
  return {
    payload: { value: number },
    problems: isExact(written) ? [] : [{ path: [], message, fatal: false }],
  };
}

function fatal(message: string): ArgCheck {
  return { problems: [{ path: [], message, fatal: true }] };
}

export function isArgsDraft(value: unknown): value is ArgsDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { args, ack, ...others }: { args?: unknown; ack?: unknown } = value;
  return (
    typeof ack === 'boolean' && Array.isArray(args) && args.every(isArg) && Object.keys(others).length === 0
  );
}

function isArg(value: unknown): value is ArgDraft {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, text }: { kind?: unknown; text?: unknown } = value;
  return typeof text === 'string' && ARG_KINDS.some((known) => known === kind);
}

/** An argument as it is added. */
export function newArg(kind: ArgKind): ArgDraft {
  return { kind, text: isJson(kind) ? '{}' : '' };
}

/**
 * The same argument in another kind, as the last of a list: what it was before, and what was made of that since. For as
 * long as nothing else is written, each kind has its text again, whatever another one cannot hold.
 */
export function switchKind(arg: ArgDraft, next: ArgKind, before: readonly ArgDraft[]): readonly ArgDraft[] {
  const last = before.at(-1);
  const known = last?.kind === arg.kind && last.text === arg.text ? before : [arg];
  const place = known.findIndex(({ kind }) => kind === next);
  if (place >= 0) return known.slice(0, place + 1);
  const { kind, text } = known[0] ?? arg;
  // What nobody wrote is not carried along.
  return [...known, text === newArg(kind).text ? newArg(next) : convertArg({ kind, text }, next)];
}

/** The same argument in another way, as far as it can be written so. */
export function convertArg({ kind, text }: ArgDraft, next: ArgKind): ArgDraft {
  if (next === 'text') return { kind: next, text: plainText(kind, text) };
  if (next === 'json' || next === 'mixed') return { kind: next, text: jsonText(kind, text) };
  if (next === 'binary') return { kind: next, text: base64(kind, text) };
  return { kind: next, text };
}

function isJson(kind: ArgKind): boolean {
  return kind === 'json' || kind === 'mixed';
}

function plainText(kind: ArgKind, text: string): string {
  if (kind === 'binary' && !namesVariable(text)) {
    const read = readBase64(text);
    return read.ok ? (readUtf8(read.bytes) ?? text) : text;
  }
  const read = readJson(text);
  return isJson(kind) && read.ok && typeof read.value === 'string' ? read.value : text;
}

function jsonText(kind: ArgKind, text: string): string {
  if (kind === 'binary') return JSON.stringify({ $bytes: text });
  return readJson(text).ok ? text : JSON.stringify(text);
}

function base64(kind: ArgKind, text: string): string {
  const read = readJson(text);
  if (isJson(kind) && read.ok && isJsonBytes(read.value)) return read.value.$bytes;
  return toJsonBytes(new TextEncoder().encode(text)).$bytes;
}
