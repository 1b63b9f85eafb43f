import '../../app/mantine-styles.ts';
import { MantineProvider } from '@mantine/core';
import { beforeEach, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { OWN_CLIENTS } from '../../own/contracts.ts';
import { SessionContext, startSession } from '../../session/console-session.ts';
import { ConnectionNotice } from './connection-notice.tsx';

beforeEach(() => sessionStorage.clear());

it('a client that connects anyway names the version of the server, and its settings do not keep it', async () => {
  // Nothing listens at port 9.
  const { clients, ...session } = startSession('http://localhost:9', OWN_CLIENTS);
  const [alice] = clients.getSnapshot();
  if (!alice) throw new Error('There is no first client.');
  const speaks = { name: 'chat', version: '2.0.0' };
  const problem = { message: 'no', explanation: 'The server speaks chat 2.0.0.', speaks };
  const refused = { ...alice, state: { status: 'refused', since: 0, problem } as const };
  const screen = await render(
    <MantineProvider>
      <SessionContext value={{ ...session, clients }}>
        <ConnectionNotice entry={refused} />
      </SessionContext>
    </MantineProvider>,
  );
  await screen.getByRole('button', { name: 'Connect anyway, as chat 2.0.0' }).click();
  const after = clients.getSnapshot()[0];
  expect(after?.link.client?.auth).toEqual({ contract: speaks });
  expect(after?.settings).toEqual(alice.settings);
  expect(JSON.stringify({ ...sessionStorage })).not.toContain('2.0.0');
});

it('data of a refusal that nests deeper than JSON may is said to be so, and does not take the console along', async () => {
  const { clients, ...session } = startSession('http://localhost:9', OWN_CLIENTS);
  const [alice] = clients.getSnapshot();
  if (!alice) throw new Error('There is no first client.');
  clients.apply(alice.id, { ...alice.settings, contract: 'raw' });
  const [raw] = clients.getSnapshot();
  const data = JSON.parse(`${'['.repeat(70)}1${']'.repeat(70)}`);
  const cause = Object.assign(new Error('no'), { data });
  const problem = { message: 'no', explanation: 'The server says no.', cause };
  const refused = { ...alice, ...raw, state: { status: 'refused', since: 0, problem } as const };
  const screen = await render(
    <MantineProvider>
      <SessionContext value={{ ...session, clients }}>
        <ConnectionNotice entry={refused} />
      </SessionContext>
    </MantineProvider>,
  );
  await expect.element(screen.getByText('The server says no.')).toBeVisible();
  await expect.element(screen.getByText(/cannot be written as JSON: .*64 levels/)).toBeVisible();
});
