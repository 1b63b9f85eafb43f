import { defineConfig, devices } from '@playwright/test';
import type { StackKind } from './stack/stack.ts';

// Where no browser is named, Playwright's own is used; `pnpm test` names one that it has seen working.
const executablePath = process.env.SWITCHBOARD_CHROMIUM;

/** A spec that names no stack in its file's name. */
const EVERY_STACK = /\/[^./]+\.spec\.ts$/;

export default defineConfig<{ stackKind: StackKind }>({
  testDir: 'tests',
  outputDir: 'test-results',
  // More than two cores need: a worker waits for its page and its server about half of the time.
  workers: 4,
  forbidOnly: process.env.CI !== undefined,
  // The timeouts catch what hangs, also on a machine that is ten times slower. The shorter one says what was waited for.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  // A test that spins has no time to notice its own timeout.
  globalTimeout: 3_600_000,
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    ignoreHTTPSErrors: true,
    // What closes is gone at once, as for a person who asks for it: a dialog that fades out is found beside the next one.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    video: 'off',
    // A trace doubles the work of every test, also of those that pass; `--trace on` on the command line records one.
    trace: 'off',
    screenshot: 'only-on-failure',
    // With `ignoreHTTPSErrors` alone Chromium breaks off each handshake and starts its request again, at times once too often.
    launchOptions: { ...(executablePath && { executablePath }), args: ['--ignore-certificate-errors'] },
  },
  projects: [
    {
      name: 'development',
      use: { stackKind: 'development' },
      testMatch: EVERY_STACK,
      // One at a time: an edited source file restarts the server of every `pnpm dev`.
      workers: 1,
    },
    { name: 'preview', use: { stackKind: 'preview' }, testMatch: '**/*.preview.spec.ts' },
    {
      name: 'production',
      use: { stackKind: 'production' },
      testMatch: ['**/*.production.spec.ts', EVERY_STACK],
    },
  ],
});
