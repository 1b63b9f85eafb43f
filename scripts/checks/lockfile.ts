/** The platforms that a clone must install on, whatever machine the lockfile was made on. */
const TRIPLES = ['darwin-arm64', 'win32-x64', 'linux-x64'];
const WITH_LIBC = ['darwin-arm64', 'win32-x64-msvc', 'linux-x64-gnu'];

/** The native packages of each tool, by the names they go by. They share the tool's version. */
const NATIVE: Readonly<Record<string, readonly string[]>> = {
  '@biomejs/biome': TRIPLES.map((triple) => `@biomejs/cli-${triple}`),
  esbuild: TRIPLES.map((triple) => `@esbuild/${triple}`),
  libsql: WITH_LIBC.map((triple) => `@libsql/${triple}`),
  lightningcss: WITH_LIBC.map((triple) => `lightningcss-${triple}`),
  'oxc-parser': WITH_LIBC.map((triple) => `@oxc-parser/binding-${triple}`),
  oxlint: WITH_LIBC.map((triple) => `@oxlint/binding-${triple}`),
  'oxlint-tsgolint': TRIPLES.map((triple) => `@oxlint-tsgolint/${triple}`),
  rolldown: WITH_LIBC.map((triple) => `@rolldown/binding-${triple}`),
  turbo: ['darwin-arm64', 'windows-64', 'linux-64'].map((triple) => `@turbo/${triple}`),
  typescript: TRIPLES.map((triple) => `@typescript/typescript-${triple}`),
};

/** The first major version that has native packages, of a tool that was JavaScript before. */
const FIRST_NATIVE: Readonly<Record<string, number>> = { typescript: 7 };

/** What keeps the workspace's lockfile from installing on every platform and from every registry; one line each. */
export function lockfileProblems(text: string): string[] {
  return [...missingPackages(text.split(/\r?\n/)), ...foreignAddresses(text)];
}

/** What keeps a lockfile from installing from every registry; one line each. */
export function foreignAddresses(text: string): string[] {
  return text
    .split(/\r?\n/)
    .flatMap((line, index) =>
      /^\s*deprecated:/.test(line) || !/tarball:|:\/\//.test(line)
        ? []
        : [`Line ${index + 1} names an address, so it installs from there alone: ${line.trim()}`],
    );
}

function missingPackages(lines: readonly string[]): string[] {
  const locked = new Map<string, Set<string>>();
  for (const line of lines) {
    const [, name, version] = /^ {2}'?(@?[^@\s']+)@([^('\s:]+)'?:/.exec(line) ?? [];
    if (name && version) locked.set(name, (locked.get(name) ?? new Set()).add(version));
  }
  return Object.entries(NATIVE).flatMap(([tool, packages]) => {
    const versions = locked.get(tool);
    if (!versions)
      return [
        `${tool} is not in the lockfile: if it is no longer used, drop it from scripts/checks/lockfile.ts.`,
      ];
    const isNative = (version: string): boolean => Number.parseInt(version, 10) >= (FIRST_NATIVE[tool] ?? 0);
    return [...versions]
      .filter(isNative)
      .flatMap((version) =>
        packages
          .filter((name) => !locked.get(name)?.has(version))
          .map(
            (name) => `${tool}@${version} lacks ${name}: pin a version that is complete for every platform.`,
          ),
      );
  });
}
