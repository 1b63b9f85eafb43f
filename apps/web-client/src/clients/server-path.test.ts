import { expect, it } from 'vitest';
import { serverPathOf } from './server-path.ts';

it.each([
  ['https://chat.example/console/', '/'],
  ['https://chat.example/console/index.html?a=/b/#c=/d/', '/'],
  ['https://chat.example/realtime/console/', '/realtime/'],
  ['https://chat.example/a/b/console/', '/a/b/'],
  ['https://localhost:5173/', '/'],
])('the console at %s finds its server at %s', (page, path) => {
  expect(serverPathOf(page)).toBe(path);
});
