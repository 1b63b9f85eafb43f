import type { Express } from 'express';

/** Adds the routes of your own. */
export function addPages(app: Express): void {
  app.get('/', (_request, response) => void response.send('The server of the notes is running.'));
}
