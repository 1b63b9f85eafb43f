import { expect, it } from 'vitest';
import { shellWord } from './shell-word.ts';

it.runIf(process.platform !== 'win32').each([
  ['my-app', 'my-app'],
  ['../apps/my-app', '../apps/my-app'],
  ['~/my-app', "'~/my-app'"],
  ['my apps/my-app', "'my apps/my-app'"],
  ['$HOME/my-app', "'$HOME/my-app'"],
  ["it's/my-app", "'it'\\''s/my-app'"],
])('%s is the word %s', (text, word) => {
  expect(shellWord(text)).toBe(word);
});
