import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it } from 'vitest';

/** KiB of the built client, bundled, minified and compressed, when this was last looked at. */
const KIB = 12.1;

/** Times the budget. */
const SLACK = 1.1;

const ADVICE = `The client has become larger for every page that uses it.
If the price is right, write the new number into KIB of bench/bundle/client-size.test.ts.`;

const CLIENT = fileURLToPath(new URL('../../packages/client/dist/index.js', import.meta.url));

it('the client, without socket.io-client, stays within its budget, and has no part of its devtools', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: { entry: CLIENT, formats: ['es'] },
      // Libraries keep their whitespace otherwise; a page does not.
      rolldownOptions: { external: ['socket.io-client'], output: { minify: true } },
    },
  });
  const chunks = [result]
    .flat()
    .flatMap((built) => ('output' in built ? built.output : []))
    .filter((output) => output.type === 'chunk');
  const code = chunks.map((chunk) => chunk.code).join('');
  expect(code).toContain('socket.io-client');
  expect(chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => id.includes('/devtools/'))).toEqual([]);
  expect(gzipSync(code).byteLength / 1_024, ADVICE).toBeLessThanOrEqual(KIB * SLACK);
});
