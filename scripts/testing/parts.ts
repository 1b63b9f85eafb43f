import type { FileReport } from './file-report.ts';
import type { Totals } from './totals.ts';

/** What the tests of a part came to. */
export interface TestReport {
  readonly totals: Totals;
  readonly files: readonly FileReport[];
}

export interface Part {
  readonly name: string;
  readonly milliseconds: number;
  readonly report?: TestReport;
}

/** The parts of a test run, in the order in which they ended. */
export class Parts {
  readonly all: Part[] = [];
  readonly #start = performance.now();

  /** Since the first part began; in milliseconds. */
  get milliseconds(): number {
    return performance.now() - this.#start;
  }

  /** Runs a part and keeps its time. */
  async run<Result>(name: string, part: () => Promise<Result>): Promise<Result> {
    return await this.#measure(name, part, () => undefined);
  }

  /** Runs a part that has tests, and keeps its time and its report. */
  async test(name: string, part: () => Promise<TestReport>): Promise<void> {
    await this.#measure(name, part, (report) => report);
  }

  async #measure<Result>(
    name: string,
    part: () => Promise<Result>,
    reportOf: (result: Result) => TestReport | undefined,
  ): Promise<Result> {
    console.log(`\n== ${name}`);
    const start = performance.now();
    let report: TestReport | undefined;
    try {
      const result = await part();
      report = reportOf(result);
      return result;
    } finally {
      this.all.push({ name, milliseconds: performance.now() - start, ...(report && { report }) });
    }
  }
}

const SLOWEST = 10;

/** The slowest test files, then the time of each part and of all; as lines. Parts may have run side by side. */
export function timeTable(parts: readonly Part[], whole: number): string[] {
  const files = parts.flatMap(({ name, report }) =>
    (report?.files ?? []).map(({ file, milliseconds }) => ({ milliseconds, label: `${file} (${name})` })),
  );
  const slowest = files.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
  return [
    ...(slowest.length > 0 ? ['Slowest test files'] : []),
    ...slowest.map(({ milliseconds, label }) => line(milliseconds, label)),
    'Time of each part',
    ...parts.map(({ name, milliseconds }) => line(milliseconds, name)),
    line(whole, 'all'),
  ];
}

function line(milliseconds: number, label: string): string {
  return `${(milliseconds / 1_000).toFixed(1).padStart(8)} s  ${label}`;
}
