// @vitest-environment happy-dom

import { createClient } from '@switchboard/client';
import { startTestApp } from '@switchboard/node-server/testing';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createBoard } from './board.ts';
import { contract } from './contract.ts';
import { App } from './page.tsx';

it('the page in React logs in, and shows the notes of others', async () => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false); // It renders when it wants to, as in a browser.
  onTestFinished(() => void vi.unstubAllGlobals());
  await using server = await startTestApp(createBoard);
  const options = { socketOptions: { ca: server.ca, transports: ['websocket'] } };
  const container = document.createElement('div');
  const root = createRoot(container);
  root.render(createElement(App, { url: server.url, options }));
  await expect.poll(() => container.querySelector('button')?.disabled).toBe(false);
  container.querySelector('button')?.click();
  await expect.poll(() => container.textContent).toBe('Notes: ');

  const bob = createClient(contract, server.url, options);
  await bob.call('user:enter', { name: 'Bob' });
  await bob.call('topic:open', { topic: 'general' });
  expect(await bob.call('note:add', { topic: 'general', text: 'hi' })).toMatchObject({ ok: true });
  await expect.poll(() => container.textContent).toBe('Notes: hi');
  bob.disconnect();
  root.unmount();
});
