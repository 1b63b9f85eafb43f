import { defineConfig, devices } from '@playwright/test';
import type { StackKind } from './stack/stack.ts';

// Where no browser is named, Playwright's own is used; `pnpm test` names one that it has seen working.
const executablePath = process.env.SWITCHBOARD_CHROMIUM;

export default defineConfig<{ stackKind: StackKind }>({
  testDir: 'tests',
  outputDir: 'test-results',
  workers: 1,
  forbidOnly: process.env.CI !== undefined,
  timeout: 45_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1440, height: 900 },
    ignoreHTTPSErrors: true,
    video: 'off',
    trace: 'retain-on-failure',
    launchOptions: executablePath ? { executablePath } : {},
  },
  projects: [
    { name: 'development', use: { stackKind: 'development' }, testIgnore: '**/*.production.spec.ts' },
    { name: 'production', use: { stackKind: 'production' }, testIgnore: '**/*.development.spec.ts' },
  ],
});
