import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it('shows in the README the examples that the tests run', async () => {
  const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8');
  const readme = await read('../README.md');
  const [attaching, testing] = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code]) => code);
  expect(attaching).toBe(await read('socketio/notes-application.fixture.ts'));
  expect(testing).toBe(await read('example.test.ts'));
});
