import { create } from 'zustand';
import { readStoredJson, storeJson } from './stored-json.ts';
import { nameProblem, type Substituted, substituteVariables } from './template.ts';

export interface Variable {
  /** JSON; binary in its JSON form. */
  readonly value: unknown;
  /** Whether it came from a place that the contract marks as secret: it is shown only on request and never copied. */
  readonly secret?: boolean;
}

export type Variables = Readonly<Record<string, Variable>>;

const STORED = 'switchboard.variables';
// Per tab, as the tokens that a variable may hold.
const storage = (): Storage => sessionStorage;

const useStore = create<{ readonly variables: Variables }>()(() => ({ variables: readStored() }));

/** Rendered again when a variable is set, renamed or deleted; in the order in which they were made. */
export function useVariables(): Variables {
  return useStore(({ variables }) => variables);
}

/** Makes a variable, or gives it another value. Survives a reload of this tab. Throws a RangeError if the name is none. */
export function setVariable(name: string, value: unknown, options: { readonly secret?: boolean } = {}): void {
  const problem = nameProblem(name);
  if (problem) throw new RangeError(problem);
  write({ ...useStore.getState().variables, [name]: { value, ...(options.secret && { secret: true }) } });
}

/** Gives a variable another name, in its place; a variable that has that name already is replaced. */
export function renameVariable(name: string, next: string): void {
  const problem = nameProblem(next);
  if (problem) throw new RangeError(problem);
  const entries = Object.entries(useStore.getState().variables)
    .filter(([key]) => key === name || key !== next)
    .map(([key, variable]) => [key === name ? next : key, variable]);
  write(Object.fromEntries(entries) as Variables);
}

export function deleteVariable(name: string): void {
  const { [name]: _, ...others } = useStore.getState().variables;
  write(others);
}

/** The value with the tab's variables in their places, and the names that nobody set. */
export function substitute(json: unknown, variables: Variables = useStore.getState().variables): Substituted {
  return substituteVariables(json, valuesOf(variables));
}

/** The same for showing or copying: secret variables stay as they are written. */
export function substitutePublic(json: unknown, variables: Variables): unknown {
  const open = Object.entries(variables).filter(([, { secret }]) => !secret);
  return substituteVariables(json, valuesOf(Object.fromEntries(open))).value;
}

function valuesOf(variables: Variables): Record<string, unknown> {
  return Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, value]));
}

function write(variables: Variables): void {
  storeJson(storage, STORED, variables);
  useStore.setState({ variables });
}

function readStored(): Variables {
  const stored = readStoredJson(storage, STORED);
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return {};
  return Object.fromEntries(
    Object.entries(stored).filter(([name, variable]) => !nameProblem(name) && isVariable(variable)),
  ) as Variables;
}

function isVariable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'value');
}
