import { expect, it } from 'vitest';
import { hexLines } from './hex-lines.ts';

it('shows sixteen bytes a line, with their place and their text', () => {
  const bytes = new Uint8Array([...new TextEncoder().encode('Hello, 16 bytes!'), 0, 255, 0x41]);
  expect(hexLines(bytes)).toEqual([
    '00000000  48 65 6c 6c 6f 2c 20 31 36 20 62 79 74 65 73 21  Hello, 16 bytes!',
    `00000010  00 ff 41${' '.repeat(39)}  ..A`,
  ]);
});

it('shows nothing of nothing', () => {
  expect(hexLines(new Uint8Array())).toEqual([]);
});
