import { accessSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { reachedSpecs } from './reached-specs.ts';

const FEATURES = 'apps/web-client/src/features';
/** The features whose end-to-end tests a change of this file reaches. The file must exist. */
const names = (changed: string) => {
  accessSync(join(ROOT, changed));
  return [...new Set(reachedSpecs([changed]).map((spec) => spec.split('.')[0]))];
};

describe('the end-to-end tests that a change reaches', () => {
  it.each(readdirSync(join(ROOT, FEATURES)))('are some for the feature %s', (feature) => {
    expect(reachedSpecs([`${FEATURES}/${feature}/panel.tsx`])).not.toEqual([]);
  });

  it('are those of the feature alone', () => {
    expect(names(`${FEATURES}/timeline/rows.ts`)).toEqual(['console-timeline']);
    expect(names(`${FEATURES}/contract/contract-panel.tsx`)).toEqual(['console-contract', 'console-draft']);
  });

  it('are those of other servers for what connects to them', () => {
    const targets = ['console-draft', 'console-servers', 'console-targets'];
    expect(names('packages/console/src/serve-console.ts')).toEqual(targets);
    expect(names('e2e/plain/server.ts')).toEqual(targets);
    const links = [
      'console-connections',
      'console-draft',
      'console-links',
      'console-servers',
      'console-targets',
    ];
    expect(names('apps/web-client/src/links/raw-link.ts')).toEqual(links);
  });

  it('are those that open every panel for what all features share', () => {
    const panels = ['console-keyboard', 'console-shell'];
    expect(names('apps/web-client/src/traffic/entry.ts')).toEqual(panels);
    expect(names('apps/web-client/src/app/shell.tsx')).toEqual(panels);
  });

  it('are those that speak the wire for a package or the server', () => {
    const wire = ['console', 'idempotent-calls', 'plain-client', 'vocabulary'];
    expect(names('packages/router/src/core/router.ts')).toEqual(wire);
    const server = ['console', 'idempotent-calls', 'plain-client', 'status-page', 'vocabulary'];
    expect(names('apps/server/src/app.ts')).toEqual(server);
    expect(names('packages/node-server/src/create-server.ts')).toEqual(server);
  });

  it('are a changed spec itself', () => {
    expect(reachedSpecs(['e2e/tests/console.spec.ts'])).toEqual(['console.spec.ts']);
  });

  it('are none for unit tests, texts and scripts', () => {
    expect(
      reachedSpecs(['packages/router/src/a.test.ts', 'packages/router/README.md', 'scripts/a.ts']),
    ).toEqual([]);
  });
});
