import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../links/connection-settings.ts';
import { createAdminClient } from './use-admin-client.ts';

it('connects to the admin namespace with the path, query and transports of the client', () => {
  const settings = {
    ...DEFAULT_SETTINGS,
    path: '/behind/a-proxy/',
    query: { tenant: 'a' },
    transports: ['websocket'],
  } as const;
  const { url, socket } = createAdminClient('http://localhost:1/admin', settings);
  expect(url).toBe('http://localhost:1/admin');
  expect(socket.io).toHaveProperty(
    'opts',
    expect.objectContaining({
      path: '/behind/a-proxy/',
      query: { tenant: 'a' },
      transports: ['websocket'],
    }),
  );
});
