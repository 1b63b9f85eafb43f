import { fileURLToPath } from 'node:url';

/** What `prebench` compiles: what runs under measure must run as it does in production. */
export const COMPILED = {
  load: path('../node_modules/.cache/measured/load/main.js'),
  bare: path('../node_modules/.cache/measured/servers/bare.js'),
  reportUsage: new URL('../node_modules/.cache/measured/servers/report-usage.js', import.meta.url).href,
  parts: path('../dist/main.js'),
  product: path('../dist/product.js'),
} as const;

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url));
}
