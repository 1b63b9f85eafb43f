import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';

/** Specs that speak the wire, by the first word of their file's name. */
const WIRE = ['vocabulary', 'idempotent-calls', 'plain-client', 'console'];
/** Specs of the server: the wire, and its own page. */
const SERVER = [...WIRE, 'status-page'];
/** Specs that point the console at a server that is not ours. */
const TARGETS = ['console-targets', 'console-servers', 'console-draft'];
/** Specs that open every panel of the console. */
const PANELS = ['console-shell', 'console-keyboard'];

/** What is a feature of the console, or of the one of our own server. */
const FEATURE = /^apps\/web-client\/src\/(?:features|own)\/([^/]+)\//;

/** A feature's specs are `console-<feature>` and `<feature>`; these go by other names. */
const BY_FEATURE: Readonly<Record<string, readonly string[]>> = {
  catalog: ['console-composer'],
  connection: ['console-connections', 'console-links', 'console-targets'],
  contract: ['console-contract', 'console-draft'],
  palette: ['console-keyboard'],
};

/** The first folder that a changed file is in decides. */
const BY_FOLDER: readonly (readonly [folder: string, specs: readonly string[]])[] = [
  ['packages/node-server/', SERVER],
  ['packages/console/', TARGETS],
  ['packages/', WIRE],
  ['apps/server/', SERVER],
  ['apps/web-client/src/clients/', ['console-connections', 'console-links', ...TARGETS]],
  ['apps/web-client/src/links/', ['console-connections', 'console-links', ...TARGETS]],
  ['apps/web-client/', PANELS],
  ['e2e/plain/', TARGETS],
  ['e2e/stack/', [...WIRE, ...PANELS]],
  ['e2e/fuzz/', ['fuzz-parts', 'hostile-input']],
];

const NO_CODE = /\.(test|test-d|fixture|md)\b/;

/** The end-to-end specs that `pnpm test --changed` runs for these changed files; as paths in e2e/. */
export function reachedSpecs(changed: readonly string[]): string[] {
  return specFiles().filter((spec) => {
    const [name] = spec.split('.');
    return changed.some((file) => file === `e2e/tests/${spec}` || specsOf(file).includes(`${name}`));
  });
}

function specFiles(): string[] {
  return readdirSync(join(ROOT, 'e2e/tests')).filter((file) => file.endsWith('.spec.ts'));
}

function specsOf(file: string): readonly string[] {
  if (NO_CODE.test(file)) return [];
  const [, feature] = FEATURE.exec(file) ?? [];
  if (feature !== undefined) return BY_FEATURE[feature] ?? [`console-${feature}`, feature];
  return BY_FOLDER.find(([folder]) => file.startsWith(folder))?.[1] ?? [];
}
