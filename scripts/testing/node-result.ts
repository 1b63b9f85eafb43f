/** What a run of the tests on some Node said. */
export interface NodeResult {
  /** Such as `v22.1.0`; without one the Node could not be had. */
  readonly version: string | undefined;
  readonly passed: number;
  readonly failed: number;
}

/** Reads the output of `node --version` followed by `pnpm test:unit`. */
export function readNodeResult(output: string): NodeResult {
  const version = /^v\d+\.\d+\.\d+$/m.exec(output)?.[0];
  const [, passed, failed] = /^total: (\d+) passed, (\d+) failed/m.exec(output) ?? [];
  return { version, passed: Number(passed ?? 0), failed: Number(failed ?? 0) };
}
