import { relative, sep } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { ROOT } from '../lib/root.ts';
import type { PartBudget } from './budget.ts';
import { readBudget } from './test-budget.ts';

/**
 * Starts the files of a project that start the most processes first: they take longest, and one that comes last leaves the
 * other workers without work.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const budget: PartBudget = Object.assign({}, ...Object.values(readBudget()));
    const processesOf = ({ moduleId }: TestSpecification): number =>
      budget[relative(ROOT, moduleId).split(sep).join('/')]?.processes ?? 0;
    const sorted = await super.sort(files);
    const projects = new Set(sorted.map(({ project }) => project.name));
    return [...projects].flatMap((name) =>
      sorted
        .filter(({ project }) => project.name === name)
        .toSorted((a, b) => processesOf(b) - processesOf(a)),
    );
  }
}
