import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/testing/longest-first.ts';

declare module 'vitest' {
  interface ProvidedContext {
    batchedWrites: string;
  }
}

const conditions = ['@switchboard/source'];
// Where no browser is named, Playwright's own is used; `pnpm test` names one that it has seen working.
const executablePath = process.env.SWITCHBOARD_CHROMIUM;
// A worker loads once what many files import, so a test puts back what it changes in its process.
const isolate = false;
// Two cores take four: many tests wait for a process, a socket or a timer more than they compute.
const maxWorkers = Math.max(4, availableParallelism());
// `BATCHED_WRITES=off pnpm test` runs everything without.
const batchedWrites = process.env.BATCHED_WRITES || 'on';
const formValidator = fileURLToPath(
  new URL('apps/web-client/src/features/composer/form/schema-validator.ts', import.meta.url),
);

// What runs or reads what was built.
const ofTheBuild = [
  'apps/server/src/main.test.ts',
  'packages/console/src/first-console.test.ts',
  'packages/create-switchboard/src/created-project.test.ts',
  'packages/node-server/src/processes/{data-dir,primary,worker}.test.ts',
  'packages/router/src/core/allocation.test.ts',
  'bench/bundle/client-size.test.ts',
  'bench/types/budget.test.ts',
  'e2e/auction/page/start.test.ts',
  'e2e/installed/installed.test.ts',
  'e2e/proxies/proxies.test.ts',
  'e2e/versions/versions.test.ts',
  'scripts/{examples,packing}/*.test.ts',
];
// Makes the folder of a run, with its certificates.
const runFolder = 'packages/node-server/src/run-folder.fixture.ts';

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    // Only what hangs: a loaded machine can be ten times slower.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 20_000 } },
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          setupFiles: [
            'scripts/testing/count-processes.setup.ts',
            'apps/web-client/src/own/register-contracts.setup.ts',
          ],
          provide: { batchedWrites },
          globalSetup: runFolder,
          isolate,
          maxWorkers,
          // The form's library imports files without their endings, and a validator that is not there; Vite copes, Node does not.
          server: { deps: { inline: ['@rjsf/core', '@rjsf/mantine'] } },
          alias: { '@rjsf/validator-ajv8': formValidator },
          include: [
            '{packages,apps,scripts,bench,e2e/{auction,board,conformance,contract,faults}}/**/*.test.{ts,tsx}',
          ],
          exclude: [
            '**/node_modules/**',
            '**/dist/**',
            '**/*.browser.test.*',
            '**/*.fault.test.ts',
            ...ofTheBuild,
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'built',
          setupFiles: 'scripts/testing/count-processes.setup.ts',
          provide: { batchedWrites, ...(executablePath && { chromium: executablePath }) },
          globalSetup: [runFolder, 'scripts/testing/build.setup.ts', 'scripts/packing/tarballs.setup.ts'],
          isolate,
          maxWorkers,
          include: ofTheBuild,
        },
      },
      {
        extends: true,
        test: {
          // What goes over sockets once more, the other way.
          name: 'unbatched',
          provide: { batchedWrites: 'off' },
          globalSetup: runFolder,
          isolate,
          maxWorkers,
          include: [
            'packages/router/src/{publish/{collect,publisher},socketio/{attach,connect-hooks,connection,namespaces}}.test.ts',
            'packages/router/src/policies/over-sockets.test.ts',
            'packages/node-server/src/{door/{guard/guard-connections,socket-server},http/outcomes,lifecycle/lifecycle,presence/presence}.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          // After the others: a page that shares its core with them is too slow for what it promises. Two have one each.
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          include: ['apps/web-client/src/**/*.browser.test.{ts,tsx}'],
          setupFiles: [
            'apps/web-client/src/empty-storage.fixture.ts',
            'apps/web-client/src/own/register-contracts.setup.ts',
          ],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: executablePath ? { executablePath } : {},
              // Where the machine has none, Chromium's is no language tag.
              contextOptions: { locale: 'en-US' },
            }),
            instances: [{ browser: 'chromium', viewport: { width: 900, height: 700 } }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'types',
          maxWorkers,
          include: [],
          typecheck: {
            enabled: true,
            only: true,
            include: ['{packages,apps}/**/*.test-d.ts'],
            tsconfig: './tsconfig.types.json',
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          setupFiles: 'scripts/testing/count-processes.setup.ts',
          include: ['e2e/faults/**/*.fault.test.ts'],
          globalSetup: 'e2e/faults/rows.setup.ts',
          sequence: { groupOrder: 2 },
          // The cases wait more than they compute, and their verdicts do not depend on speed.
          maxWorkers: 4,
          // A worker loads the clients once for all its files.
          isolate: false,
          expect: { poll: { timeout: 60_000 } },
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
