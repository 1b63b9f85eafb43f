import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contract } from '@switchboard/events';
import express, { type Express } from 'express';
import type { Config } from '../config.ts';
import { statusPage } from './status-page.ts';

export const VIEWS: string = fileURLToPath(new URL('../../views', import.meta.url));
const PUBLIC = fileURLToPath(new URL('../../public', import.meta.url));

/** The status page, static files and, in production, the console. Links are relative, so that they fit behind every prefix. */
export function addPages(
  app: Express,
  { consoleDir, consoleUrl }: Pick<Config, 'consoleDir' | 'consoleUrl'>,
  connections: () => number,
): void {
  app.use(express.static(PUBLIC, { index: false, redirect: false, maxAge: '1h' }));
  app.get('/', statusPage({ contract, consoleUrl, connections }));
  if (!consoleDir || !existsSync(consoleDir)) return;
  // Express' own redirect would lead past the prefix that a proxy took off. With a slash at its end this is no such path.
  app.get(/^\/console$/, (_request, response) => response.redirect(301, 'console/'));
  // Their names change with their content. Cached, they can be opened while the server is away.
  const assets = express.static(join(consoleDir, 'assets'), {
    redirect: false,
    immutable: true,
    maxAge: '1y',
  });
  app.use('/console/assets', assets);
  app.use('/console', express.static(consoleDir, { redirect: false }));
}
