import { type Path, toJson } from '@switchboard/contract';
import { create } from 'zustand';
import { getAtPath, isObject } from '../lib/at-path.ts';
import { mapParts } from '../lib/json-parts.ts';
import { printJson } from '../lib/print-json.ts';
import { forgetStored, readStoredJson, storeJson } from '../lib/storage.ts';
import { COMPOSER } from '../texts/composer.ts';
import { MAX_SERVERS } from './kept-servers.ts';

export interface Variable {
  /** JSON; binary in its JSON form. */
  readonly value: unknown;
  /** Whether it came from a place that the contract marks as secret: it is shown only on request and never copied. */
  readonly secret?: boolean;
}

export type Variables = Readonly<Record<string, Variable>>;

/** What a name of a variable may be: it starts with a letter, and has letters, digits, `_`, `-` and `.` */
const NAME = '[\\p{L}_][\\p{L}\\p{N}_.-]{0,63}';
/** With the backslashes before it: one takes the braces for text, and two stand for one backslash. */
const PLACE = new RegExp(`(?<!\\\\)(\\\\*)\\{\\{\\s*(${NAME})\\s*\\}\\}`, 'gu');
const WHOLE = new RegExp(`^\\{\\{\\s*(${NAME})\\s*\\}\\}$`, 'u');

const STORED = 'switchboard.server-variables';
// Per tab, as the tokens that a variable may hold.
const storage = (): Storage => sessionStorage;

// Those of older consoles were of no server.
forgetStored(storage, 'switchboard.variables');

/** By `serverAt`: a value that one server gave, or that was typed for it, is sent to no other one. */
const useStore = create<Readonly<Record<string, Variables>>>()(readStored);

const NONE: Variables = {};

/**
 * Those of a server, in the order in which they were made; none where the server is not known. Rendered again when one is
 * set, renamed or deleted.
 */
export function useVariables(server: string | undefined): Variables {
  return useStore((all) => (server === undefined ? undefined : all[server]) ?? NONE);
}

/** What is wrong with the name of a variable; `undefined` for nothing. */
export function nameProblem(name: string): string | undefined {
  return new RegExp(`^${NAME}$`, 'u').test(name) ? undefined : COMPOSER.variableName;
}

/** Makes a variable of a server, or changes it. Survives a reload of this tab. Throws a RangeError if the name is none. */
export function setVariable(server: string, name: string, { value, secret }: Variable): void {
  refuseName(name);
  write(server, { ...readVariables(server), [name]: { value, ...(secret && { secret }) } });
}

/** Gives a variable another name, in its place; a variable that has that name already is replaced. */
export function renameVariable(server: string, name: string, next: string): void {
  refuseName(next);
  const entries = Object.entries(readVariables(server))
    .filter(([key]) => key === name || key !== next)
    .map(([key, variable]) => [key === name ? next : key, variable]);
  write(server, Object.fromEntries(entries) as Variables);
}

export function deleteVariable(server: string, name: string): void {
  const { [name]: _, ...others } = readVariables(server);
  write(server, others);
}

function readVariables(server: string): Variables {
  return useStore.getState()[server] ?? NONE;
}

function refuseName(name: string): void {
  const problem = nameProblem(name);
  if (problem) throw new RangeError(problem);
}

function write(server: string, variables: Variables): void {
  const { [server]: _, ...others } = useStore.getState();
  // The one that was written for last is the last one.
  const kept = Object.entries(others).slice(1 - MAX_SERVERS);
  const isEmpty = Object.keys(variables).length === 0;
  useStore.setState(Object.fromEntries(isEmpty ? kept : [...kept, [server, variables]]), true);
  storeJson(storage, STORED, useStore.getState());
}

function readStored(): Readonly<Record<string, Variables>> {
  const servers = Object.entries(Object(readStoredJson(storage, STORED)));
  return Object.fromEntries(servers.map(([server, stored]) => [server, toVariables(stored)]));
}

function toVariables(stored: unknown): Variables {
  const entries = Object.entries(isObject(stored) ? stored : {});
  return Object.fromEntries(
    entries.filter(([name, variable]) => !nameProblem(name) && isVariable(variable)),
  ) as Variables;
}

function isVariable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'value');
}

/** A variable that a draft names and nobody set, and where it is named. */
interface MissingVariable {
  readonly name: string;
  readonly path: Path;
}

export interface Substituted {
  /** The value with what is known in its place; a name that nobody set stays as it was written. */
  readonly value: unknown;
  readonly missing: readonly MissingVariable[];
}

/** Whether a value is a text that names a variable. */
export function namesVariable(value: unknown): value is string {
  if (typeof value !== 'string') return false;
  return [...value.matchAll(PLACE)].some(([, slashes = '']) => slashes.length % 2 === 0);
}

/** JSON as a draft must have it to send exactly that: texts that name a variable get the backslash that makes them text. */
export function escapeVariables(json: unknown): unknown {
  const asText = (place: string, slashes: string): string => `${slashes}\\${place}`;
  return mapParts(json, ({ value }) =>
    typeof value === 'string' ? { value: value.replace(PLACE, asText) } : undefined,
  );
}

/**
 * Puts variables into the texts of a JSON value. `"{{name}}"` alone becomes the variable's value with its own
 * type; within a longer text it becomes its text, or its JSON if it is no text. `\{{name}}` becomes the text `{{name}}`.
 * Keys stay as they are.
 */
export function substitute(json: unknown, variables: Variables): Substituted {
  return fill(json, variables);
}

/** The same for showing or copying, as a draft again: secret variables stay as they are written. */
export function substitutePublic(json: unknown, variables: Variables): unknown {
  const open = Object.entries(variables).filter(([, { secret }]) => !secret);
  return fill(json, Object.fromEntries(open), true).value;
}

function fill(json: unknown, variables: Variables, isDraft = false): Substituted {
  const missing: MissingVariable[] = [];
  const write = (value: unknown): unknown => (isDraft ? escapeVariables(value) : value);
  const value = mapParts(json, ({ value: text, path }) => {
    if (typeof text !== 'string') return undefined;
    const find = (name: string): Variable | undefined => {
      if (Object.hasOwn(variables, name)) return variables[name];
      missing.push({ name, path });
      return undefined;
    };
    const whole = WHOLE.exec(text)?.[1];
    if (whole !== undefined) {
      const known = find(whole);
      return { value: known ? write(known.value) : text };
    }
    const replace = (place: string, slashes: string, name: string): string => {
      const kept = slashes.slice(0, slashes.length / 2);
      if (slashes.length % 2 === 1) return isDraft ? place : kept + place.slice(slashes.length);
      const known = find(name);
      return known ? String(write(kept + toText(known.value))) : place;
    };
    return { value: text.replace(PLACE, replace) };
  });
  return { value, missing };
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Something to correct before a draft is sent. */
export interface Problem {
  readonly path: (string | number)[];
  /** What the place is called. @default its path */
  readonly place?: string;
  readonly message: string;
  /** Whether the draft cannot be sent even in breach of the contract: there is nothing that could be sent. */
  readonly fatal: boolean;
  /** Whether every new draft has it, so that it is not listed before somebody tries to send. */
  readonly isExpected?: boolean;
  /** The variable that must be set first. */
  readonly variable?: string;
}

/** The problem of a variable that has no value. */
export function missingProblem({ name, path }: MissingVariable): Problem {
  return { path: [...path], message: COMPOSER.variableMissing(name), fatal: false, variable: name };
}

/** A value that was pointed at, to become a variable. */
export interface VariableSource {
  readonly path: Path;
  /** In its JSON form. */
  readonly value: unknown;
  /** Whether it was shown without its secrets. */
  readonly secret: boolean;
}

/** What stands at the path: the value itself, secret where what is `shown` of it is another. */
export function variableAt(whole: unknown, path: Path, shown: unknown): VariableSource {
  const value = toJson(getAtPath(whole, path));
  return { path, value, secret: printJson(shown) !== printJson(value) };
}
