import { type Path, toPathKey } from './schema.ts';

/** What is read of an issue beyond Standard Schema, where the library says it: zod does. */
interface RawIssue {
  readonly code?: unknown;
  readonly path?: readonly unknown[] | undefined;
  /** Of `unrecognized_keys`: the keys that the object there does not have. */
  readonly keys?: readonly string[];
  /** Of `invalid_union`: the issues of each branch, with paths from the union on. */
  readonly errors?: readonly (readonly RawIssue[])[];
}

/** Fields of one object that its schema does not name. */
export interface UnknownFieldsAt {
  readonly path: Path;
  readonly keys: readonly string[];
}

/**
 * The unknown fields that the issues name, for a union those of the branch that loses the fewest, and the issues that are about
 * something else: those of the value without these fields.
 */
export function unknownFields<Issue extends object>(
  issues: readonly Issue[],
): { readonly fields: readonly UnknownFieldsAt[]; readonly others: readonly Issue[] } {
  const found = issues.map((issue) => findIn(issue as RawIssue, []));
  return {
    fields: found.flatMap(({ fields }) => fields),
    others: issues.filter((_issue, index) => !found[index]?.isAll),
  };
}

interface Found {
  readonly fields: readonly UnknownFieldsAt[];
  /** Whether there is nothing else: without these fields the value fits. */
  readonly isAll: boolean;
}

function find(issues: readonly RawIssue[], base: Path): Found {
  const found = issues.map((issue) => findIn(issue, base));
  return { fields: found.flatMap(({ fields }) => fields), isAll: found.every(({ isAll }) => isAll) };
}

function findIn(issue: RawIssue, base: Path): Found {
  const { code, keys, errors } = issue;
  if (code === 'unrecognized_keys' && keys)
    return { fields: [{ path: [...base, ...pathOf(issue)], keys }], isAll: true };
  if (code === 'invalid_union' && errors) {
    const at = [...base, ...pathOf(issue)];
    const branches = errors.filter(({ length }) => length > 0).map((branch) => find(branch, at));
    const best = branches
      .filter(({ isAll }) => isAll)
      .reduce<Found | undefined>((a, b) => (a && countKeys(a) <= countKeys(b) ? a : b), undefined);
    if (best) return best;
  }
  return { fields: [], isAll: false };
}

/** Not read of other issues: there may be very many. */
function pathOf({ path = [] }: RawIssue): Path {
  return path.map(toPathKey);
}

function countKeys({ fields }: Found): number {
  return fields.reduce((count, { keys }) => count + keys.length, 0);
}
