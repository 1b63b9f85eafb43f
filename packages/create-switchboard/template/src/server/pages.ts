import { fileURLToPath } from 'node:url';
import type { ServerConfig } from '@switchboard/node-server/config';
import express, { type Express } from 'express';

const PAGE = fileURLToPath(new URL('../../dist/page', import.meta.url));

/** Serves the page that `npm run build` made. In development Vite serves it, at an address of its own. */
export function addPages(app: Express, { production }: Pick<ServerConfig, 'production'>): void {
  if (production) app.use(express.static(PAGE));
  else
    app.get(
      '/',
      (_request, response) => void response.send('Open the page at the address that Vite printed.'),
    );
}
