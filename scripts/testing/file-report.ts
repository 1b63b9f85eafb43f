import { relative, sep } from 'node:path';
import { ROOT } from '../lib/root.ts';

/** What a test file opened that costs time on any machine. */
export interface Counts {
  /** Tests that started a process; a `beforeAll` counts for the first test after it. */
  readonly tests: number;
  /** Processes that the tests started. */
  readonly processes: number;
  /** Browser contexts that the tests opened. */
  readonly contexts: number;
}

export interface FileReport {
  /** From the repository's root, with slashes. */
  readonly file: string;
  readonly milliseconds: number;
  readonly counts: Counts;
}

export interface VitestFile {
  readonly name: string;
  readonly startTime: number;
  readonly endTime: number;
  readonly assertionResults: readonly { readonly meta?: { readonly processes?: number } }[];
}

export interface PlaywrightSuite {
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly tests: readonly {
      readonly results: readonly {
        readonly duration: number;
        readonly annotations?: readonly { readonly type: string; readonly description?: string }[];
      }[];
    }[];
  }[];
}

/** The files of Vitest's JSON report, with what scripts/testing/count-processes.setup.ts left in it. */
export function vitestFiles(files: readonly VitestFile[]): FileReport[] {
  return files.map(({ name, startTime, endTime, assertionResults }) => {
    const processes = assertionResults.map(({ meta }) => meta?.processes ?? 0);
    return {
      file: relative(ROOT, name).split(sep).join('/'),
      milliseconds: endTime - startTime,
      counts: {
        tests: processes.filter((count) => count > 0).length,
        processes: sum(processes),
        contexts: 0,
      },
    };
  });
}

/** The files of Playwright's JSON report, with what e2e/stack/test.ts left in it. */
export function playwrightFiles(suites: readonly PlaywrightSuite[]): FileReport[] {
  return suites.map((suite) => {
    const results = resultsOf(suite);
    const counts = (type: string): number[] =>
      results.map(({ annotations = [] }) =>
        sum(annotations.filter((each) => each.type === type).map(({ description }) => Number(description))),
      );
    const processes = counts('processes');
    return {
      file: `e2e/tests/${suite.file}`,
      milliseconds: sum(results.map(({ duration }) => duration)),
      counts: {
        tests: processes.filter((count) => count > 0).length,
        processes: sum(processes),
        contexts: sum(counts('contexts')),
      },
    };
  });
}

function resultsOf({ specs, suites = [] }: PlaywrightSuite): PlaywrightResult[] {
  const own = specs.flatMap(({ tests }) => tests.flatMap(({ results }) => results));
  return [...own, ...suites.flatMap(resultsOf)];
}

type PlaywrightResult = PlaywrightSuite['specs'][number]['tests'][number]['results'][number];

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
