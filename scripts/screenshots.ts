import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endOnSignal } from './lib/interrupt.ts';
import { ROOT } from './lib/root.ts';
import { run } from './lib/run.ts';
import { tool } from './lib/tool.ts';
import { prepareMachine } from './machine/machine.ts';

// The pictures of docs/screenshots, from a real run of `pnpm dev`.
endOnSignal();
mkdirSync(join(ROOT, 'docs/screenshots'), { recursive: true });
const playwright = tool('playwright', ['test', '--config', 'screenshots.config.ts'], {
  packageName: '@playwright/test',
  workspace: 'e2e',
});
const { code } = await run({ ...playwright, env: await prepareMachine() });
process.exitCode = code;
