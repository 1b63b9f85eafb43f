import { useState } from 'react';
import type { Problem } from '../../lib/variables.ts';

/** The problems of fields whose text cannot be part of the draft yet, and how a field reports its own. */
export function useFieldProblems(): [
  problems: readonly Problem[],
  report: (id: string, problem: Problem | undefined) => void,
] {
  const [byField, setByField] = useState<Readonly<Record<string, Problem>>>({});
  const report = (id: string, problem: Problem | undefined): void =>
    setByField(({ [id]: _, ...others }) => (problem ? { ...others, [id]: problem } : others));
  return [Object.values(byField), report];
}
