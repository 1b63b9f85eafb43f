// @vitest-environment happy-dom

import { startTestApp } from '@switchboard/node-server/testing';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createBoard } from './board.ts';
import { App } from './page.tsx';

it('the page in React logs in', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false); // It renders when it wants to, as in a browser.
  onTestFinished(() => void vi.unstubAllGlobals());
  await using server = await startTestApp(createBoard);
  const container = document.createElement('div');
  const root = createRoot(container);
  const options = { socketOptions: { ca: server.ca, transports: ['websocket'] } };
  root.render(createElement(App, { url: server.url, options }));
  await expect.poll(() => container.querySelector('button')?.disabled).toBe(false);
  container.querySelector('button')?.click();
  await expect.poll(() => container.textContent).toBe('The board');
  root.unmount();
});
