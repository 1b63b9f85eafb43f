import type { Page } from '@playwright/test';
import { ConnectionPanel } from './connection-panel.ts';
import { ConsolePage } from './console-page.ts';
import type { Stack } from './stack.ts';

/** The console with its first two clients connected, and their part of the Connection panel. */
export interface Connections {
  readonly console: ConsolePage;
  readonly alice: ConnectionPanel;
  readonly bob: ConnectionPanel;
}

export async function openConnections(page: Page, stack: Stack): Promise<Connections> {
  const console = await ConsolePage.open(page, stack);
  await console.openTab('Connection');
  return { console, alice: new ConnectionPanel(page, 'Alice'), bob: new ConnectionPanel(page, 'Bob') };
}

/** The URLs of all connections and requests to Socket.IO from now on. */
export function watchWire(page: Page): string[] {
  const urls: string[] = [];
  const note = (url: string): void => {
    if (url.includes('transport=')) urls.push(url);
  };
  page.on('request', (request) => note(request.url()));
  page.on('websocket', (socket) => note(socket.url()));
  return urls;
}
