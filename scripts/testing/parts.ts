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

/** The parts of a test run, in the order in which they ran. */
export class Parts {
  readonly all: Part[] = [];

  /** Runs a part and keeps its time. */
  async run<Result>(name: string, part: () => Promise<Result>): Promise<Result> {
    console.log(`\n== ${name}`);
    const start = performance.now();
    try {
      return await part();
    } finally {
      this.all.push({ name, milliseconds: performance.now() - start });
    }
  }

  /** Runs a part that has tests, and keeps its time and its report. */
  async test(name: string, part: () => Promise<TestReport>): Promise<void> {
    const report = await this.run(name, part);
    const last = this.all.pop();
    if (last) this.all.push({ ...last, report });
  }
}

const SLOWEST = 10;

/** The slowest test files, then the time of each part; as lines. */
export function timeTable(parts: readonly Part[]): string[] {
  const files = parts.flatMap(({ name, report }) =>
    (report?.files ?? []).map(({ file, milliseconds }) => ({ milliseconds, label: `${file} (${name})` })),
  );
  const slowest = files.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, SLOWEST);
  const whole = parts.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
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
