import type { MissingVariable } from './template.ts';

/** Something to correct before a draft is sent. */
export interface Problem {
  readonly path: (string | number)[];
  readonly message: string;
  /** Whether the draft cannot be sent even in breach of the contract: there is nothing that could be sent. */
  readonly fatal: boolean;
  /** The variable that must be set first. */
  readonly variable?: string;
}

/** The problem of a variable that has no value. */
export function missingProblem({ name, path }: MissingVariable): Problem {
  const message = `The variable "${name}" has no value: set it under Variables, or pick a value from a reply.`;
  return { path: [...path], message, fatal: false, variable: name };
}
