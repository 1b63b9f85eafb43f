import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { parseArguments } from './arguments.ts';
import { askTheRest } from './questions.ts';

/** A terminal, and the person in front of it, who types each answer once its question is there. */
function terminal(answers: Readonly<Record<string, string>>) {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const asked: string[] = [];
  let shown = '';
  output.setEncoding('utf8').on('data', (text: string) => {
    shown += stripVTControlCharacters(text);
    for (const [question, answer] of Object.entries(answers)) {
      if (asked.includes(question) || !shown.includes(question)) continue;
      asked.push(question);
      setImmediate(() => input.write(answer));
    }
  });
  const ending = new AbortController();
  onTestFinished(() => void input.destroy());
  return { streams: { input, output, signal: ending.signal }, asked, ending };
}

const defaults = { folder: 'my-app', react: true, install: true, packageManager: 'npm' };

it('asks nothing without a terminal', async () => {
  expect(await askTheRest(parseArguments([]), 'npm', undefined)).toEqual(defaults);
});

it('asks nothing that the command line says', async () => {
  const args = parseArguments(['app', '--no-react', '--no-install', '--package-manager', 'npm']);
  const { streams, asked } = terminal({ '?': '\r' });
  const choices = { folder: 'app', react: false, install: false, packageManager: 'npm' };
  expect(await askTheRest(args, 'pnpm', streams)).toEqual(choices);
  expect(asked).toEqual([]);
});

it('asks for the rest, and takes the default for an empty answer', async () => {
  const answers = { 'The folder': '\r', 'With a React page?': 'n', 'with pnpm?': '\r' };
  const { streams } = terminal(answers);
  const choices = { folder: 'my-app', react: false, install: true, packageManager: 'pnpm' };
  expect(await askTheRest(parseArguments([]), 'pnpm', streams)).toEqual(choices);
});

it('asks again for a folder that cannot be', async () => {
  const { streams } = terminal({ 'The folder': 'App\r', 'is no name': '\x7f\x7f\x7fapp\r' });
  const args = parseArguments(['--react', '--install']);
  expect(await askTheRest(args, 'npm', streams)).toMatchObject({ folder: 'app' });
});

it.each([
  ['Ctrl+C', { 'The folder': 'my-app\r', 'With a React page?': '\x03' }],
  ['Ctrl+D', { 'The folder': '\x04' }],
  ['Ctrl+D at a later question', { 'The folder': 'my-app\r', 'With a React page?': '\x04' }],
])('is cancelled at %s', async (_key, answers) => {
  const { streams } = terminal(answers);
  const cancelled = expect.objectContaining({ name: 'Cancelled', exitCode: 130 });
  await expect(askTheRest(parseArguments([]), 'npm', streams)).rejects.toEqual(cancelled);
});
