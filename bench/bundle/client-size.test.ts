import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build, type Plugin } from 'vite';
import { expect, it } from 'vitest';

/** Times the budget. */
const SLACK = 1.1;

const ADVICE = `The client has become larger for every page that uses it.
If the price is right, write the new number into the table of bench/bundle/client-size.test.ts.`;

const CLIENT = fileURLToPath(new URL('../../packages/client/dist/index.js', import.meta.url));

// KiB, bundled, minified and compressed, without socket.io-client, when this was last looked at.
it.each([
  [['createClient'], 12.7],
  [['createClient', 'stayLoggedIn'], 13.7],
])('a page with %j stays within its budget, and gets no part of the devtools', async (names, kib) => {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [page(`export { ${names.join(', ')} } from ${JSON.stringify(CLIENT)}`)],
    build: {
      write: false,
      minify: true,
      lib: { entry: 'page', formats: ['es'] },
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
  expect(gzipSync(code).byteLength / 1_024, ADVICE).toBeLessThanOrEqual(kib * SLACK);
});

function page(code: string): Plugin {
  return {
    name: 'page',
    // Vite makes a path of the name of an entry.
    resolveId: (id) => (basename(id) === 'page' ? '\0page' : undefined),
    load: (id) => (id === '\0page' ? code : undefined),
  };
}
