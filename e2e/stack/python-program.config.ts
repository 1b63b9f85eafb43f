/** The python3 that `pnpm test` has found, or that somebody names. */
export function pythonProgram(): string {
  const path = process.env.SWITCHBOARD_PYTHON;
  if (path) return path;
  throw new Error('SWITCHBOARD_PYTHON is not set: name a python3, as `pnpm test` does.');
}
