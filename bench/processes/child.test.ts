import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Child } from './child.ts';

/** A process that runs this code. */
async function start(code: string): Promise<Child> {
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-child-'));
  const entry = join(folder, 'script.mjs');
  await writeFile(entry, code);
  const child = new Child({ entry, env: { GREETING: 'hello' } });
  onTestFinished(async () => {
    await child[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });
  return child;
}

it('answers one question after the other', async () => {
  const child = await start(
    `process.on('message', ({ ask }) => process.send({ said: process.env.GREETING + ' ' + ask }));`,
  );
  expect(await child.ask({ ask: 'you' })).toEqual({ said: 'hello you' });
  expect(await child.ask({ ask: 'again' })).toEqual({ said: 'hello again' });
});

it('an error that it tells of rejects, with its name', async () => {
  const child = await start(`process.on('message', () => process.send({ error: 'no port' }));`);
  await expect(child.ask({ ask: 'port' })).rejects.toThrow('script.mjs: no port');
});

it('its end is an error for whoever waits, and for whoever asks later', async () => {
  const child = await start(`process.on('message', () => process.exit(3));`);
  await expect(child.ask({ ask: 'port' })).rejects.toThrow('script.mjs ended with 3 before it answered.');
  await expect(child.ask({ ask: 'port' })).rejects.toThrow('script.mjs has ended.');
});
