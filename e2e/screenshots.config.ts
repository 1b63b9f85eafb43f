import { defineConfig } from '@playwright/test';
import tests from './playwright.config.ts';
import type { StackKind } from './stack/stack.ts';

/** Takes the pictures of docs/screenshots from a real run; `pnpm screenshots`. */
export default defineConfig<{ stackKind: StackKind }>({
  ...tests,
  testDir: 'screenshots',
  projects: [{ name: 'development', use: { stackKind: 'development' } }],
});
