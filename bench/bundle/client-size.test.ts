import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { expect, it } from 'vitest';

/** KiB of the built client, bundled, minified and compressed, when this was last looked at. */
const KIB = 11.7;

/** Times the budget. */
const SLACK = 1.2;

const ADVICE = `The client has become larger for every page that uses it.
If the price is right, write the new number into KIB of bench/bundle/client-size.test.ts.`;

const CLIENT = fileURLToPath(new URL('../../packages/client/dist/index.js', import.meta.url));

it('the client, without socket.io-client, stays within its budget', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: { entry: CLIENT, formats: ['es'] },
      rolldownOptions: { external: ['socket.io-client'] },
    },
  });
  const outputs = [result].flat().flatMap((built) => ('output' in built ? built.output : []));
  const code = outputs.map((output) => (output.type === 'chunk' ? output.code : '')).join('');
  expect(code).toContain('socket.io-client');
  expect(gzipSync(code).byteLength / 1_024, ADVICE).toBeLessThanOrEqual(KIB * SLACK);
});
