import { expect, it } from 'vitest';
import { escapeControls } from './escape-controls.ts';

const HOSTILE = 'a\u001b[31m\u009b2J\u007f\u2028\u202e\\u001b b';

it('leaves no character in a line that a terminal obeys, and the line means the same', () => {
  const line = escapeControls(JSON.stringify({ event: HOSTILE, text: 'Zoë, 日本 🙂' }), { twice: false });
  expect(line).toContain(String.raw`a\u001b[31m\u009b2J\u007f\u2028\u202e\\u001b b`);
  expect(line).toContain('Zoë, 日本 🙂');
  expect(JSON.parse(line)).toEqual({ event: HOSTILE, text: 'Zoë, 日本 🙂' });
});

it('lets the escapes outlast a reader that decodes the line', () => {
  const line = escapeControls(JSON.stringify({ event: HOSTILE }), { twice: true });
  expect(JSON.parse(line)).toEqual({
    event: String.raw`a\u001b[31m\u009b2J\u007f\u2028\u202e\u001b b`,
  });
});
