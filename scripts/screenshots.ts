import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endOnSignal } from './interrupt.ts';
import { prepareMachine } from './machine.ts';
import { ROOT } from './root.ts';
import { run } from './run.ts';
import { tool } from './tool.ts';

// The pictures of docs/screenshots, from a real run of `pnpm dev`.
endOnSignal();
mkdirSync(join(ROOT, 'docs/screenshots'), { recursive: true });
const playwright = tool('playwright', ['test', '--config', 'screenshots.config.ts'], {
  packageName: '@playwright/test',
  workspace: 'e2e',
});
const { code } = await run({ ...playwright, env: await prepareMachine() });
process.exitCode = code;
