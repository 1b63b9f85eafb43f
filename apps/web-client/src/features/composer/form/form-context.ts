import type { Problem } from '../check-draft.ts';

/** What the form's own fields need beside their value. */
export interface FormContext {
  /** Names the draft, so that texts which are no part of it yet are kept beside it. */
  readonly draftId: string;
  /** The whole draft in its JSON form. */
  readonly value: unknown;
  /** Puts a part into the draft; `undefined` takes it out. */
  write(path: readonly (string | number)[], part: unknown): void;
  /** Tells what the field holds that cannot be part of the draft yet; `undefined` if all is well. */
  onFieldProblem(id: string, problem: Problem | undefined): void;
}
