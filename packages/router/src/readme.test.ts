import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

it("the README's example is the test that runs as example.test.ts", async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const example = await readFile(new URL('example.test.ts', import.meta.url), 'utf8');
  const [, code] = /^```ts\n(.*?)^```$/ms.exec(readme) ?? [];
  expect(code).toBe(example);
});
