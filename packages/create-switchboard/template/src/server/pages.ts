import { fileURLToPath } from 'node:url';
import express, { type Express } from 'express';

const PAGE = fileURLToPath(new URL('../page', import.meta.url));

/** Serves the page that `npm run build` made. In development Vite serves it, at an address of its own. */
export function addPages(app: Express): void {
  app.use(express.static(PAGE));
  app.get('/', (_request, response) => void response.send('Open the page at the address that Vite printed.'));
}
