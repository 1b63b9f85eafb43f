import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
/** Where the sources are, once for all packages; a registry proves by it where a package was built. */
const { repository } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Makes the manifest of a package that is packed or published from the one that this repository works with. */
export const hooks = {
  beforePacking({ scripts: _scripts, devDependencies: _devDependencies, ...manifest }, folder) {
    return {
      ...manifest,
      ...(repository && {
        repository: { ...repository, directory: relative(ROOT, folder).replaceAll(sep, '/') },
      }),
      ...(manifest.exports && { exports: withoutSources(manifest.exports) }),
      ...(manifest.dependencies && { dependencies: withRanges(manifest.dependencies) }),
    };
  },
};

/** The condition under which this repository's tests load sources is for this repository alone. */
function withoutSources(exports) {
  return JSON.parse(
    JSON.stringify(exports, (key, value) => (key === '@switchboard/source' ? undefined : value)),
  );
}

/** The lockfile pins what this repository tests; an application gets later fixes, and one copy where it has the package too. */
function withRanges(dependencies) {
  const toRange = (version) => (/^\d/.test(version) ? `^${version}` : version);
  return Object.fromEntries(Object.entries(dependencies).map(([name, version]) => [name, toRange(version)]));
}
