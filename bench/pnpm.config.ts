/** The pnpm that runs this, or the one of the path. */
export function pnpmCommand(): [file: string, ...args: string[]] {
  const { npm_execpath: path } = process.env;
  if (!path) return ['pnpm'];
  return /\.[cm]?js$/.test(path) ? [process.execPath, path] : [path];
}
