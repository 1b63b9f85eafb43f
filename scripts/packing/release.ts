import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { end, run, start } from '../lib/run.ts';
import { inPackages, type Manifest, publicPackages, removeStale } from './packages.ts';

/** What a registry would get of a package. */
export interface Release {
  readonly name: string;
  readonly version: string;
  /** Bytes of the tarball. */
  readonly size: number;
  readonly files: readonly { readonly path: string }[];
}

/** What has to be done before a release; one sentence each. */
export function releaseProblems(root: Partial<Manifest>, packages: readonly Manifest[]): string[] {
  const versions = [...new Set(packages.map(({ version }) => version))];
  return [
    ...(root.repository?.url
      ? []
      : [
          'Name the repository in the package.json of the root, as "repository": { "type": "git", "url": "git+https://…" }: the registry compares it with where the packages were built.',
        ]),
    ...(versions.length > 1
      ? [`All packages have one version, but these have ${versions.join(', ')}: run "pnpm version -r".`]
      : []),
  ];
}

/** What would be published of the packages as they were built, those first that others depend on. Asks no registry. */
export async function dryRun(): Promise<Release[]> {
  const packages = publicPackages();
  for (const each of packages) removeStale(each);
  const child = start(inPackages('publish --dry-run --no-git-checks --json', packages), 'pipe');
  try {
    const read = async (stream: Readable | null): Promise<string> => (stream ? await text(stream) : '');
    const [out, error] = await Promise.all([read(child.stdout), read(child.stderr)]);
    if (!out.startsWith('[')) throw new Error(`pnpm publish failed.\n${out}${error}`);
    return JSON.parse(out) as Release[];
  } finally {
    await end(child);
  }
}

/** Publishes every version that the registry does not have. Resolves to whether that worked. */
export async function publish(): Promise<boolean> {
  const packages = publicPackages();
  for (const each of packages) removeStale(each);
  const { code } = await run(inPackages('publish', packages));
  return code === 0;
}
