import { MantineProvider } from '@mantine/core';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import type { NamedClient } from '../clients/named-client.ts';
import { Notices } from '../components/notices.tsx';
import { RAW, registerContracts, setContractOf } from '../contract/contracts.ts';
import { draftKey, readDraft, replaceDrafts, writeDraft } from '../drafts/drafts.ts';
import { useOpeningNotice, useOpenings } from '../features/share/openings-store.ts';
import { encodeShare } from '../features/share/share-link.ts';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import { OWN_CLIENTS } from '../own/contracts.ts';
import { startSession } from '../session/console-session.ts';
import { connectThere, readShared, useSharedLink } from './share-console.ts';
import { useUi } from './ui-store.ts';

function Opener({ entry }: { entry: NamedClient }) {
  useSharedLink(entry);
  return null;
}

it('a link names the server of its client without what is secret, and says so to a client of another one', async () => {
  registerContracts([{ ...RAW, id: 'x', name: 'x', version: '1', isRaw: false }]);
  setContractOf('theirs', RAW);
  const settings = {
    ...DEFAULT_SETTINGS,
    url: 'http://localhost:3000',
    namespace: '/shop',
    contract: RAW.id,
    auth: { key: 'secret 1' },
    query: { key: 'secret 2' },
    headers: { key: 'secret 3' },
  };
  useUi.getState().selectClient('theirs');
  writeDraft(draftKey(settings, 'sum'), '{"of":"raw"}');
  const theirs = { id: 'theirs', name: 'Theirs', settings } as unknown as NamedClient;
  const { state } = readShared([theirs], { kind: 'event', direction: 'send', event: 'sum' });
  const { path } = DEFAULT_SETTINGS;
  expect(state.target).toEqual({ url: 'http://localhost:3000', path, namespace: '/shop', contract: 'raw' });
  expect(JSON.stringify(state)).not.toContain('secret');

  useUi.getState().selectClient('mine');
  replaceDrafts({ [draftKey(settings, 'sum')]: undefined });
  location.hash = await encodeShare(state);
  await render(<Opener entry={{ id: 'mine', settings: DEFAULT_SETTINGS } as NamedClient} />);
  const text = () => useOpenings.getState().openings.at(-1)?.text;
  await expect
    .poll(text)
    .toContain('It was made for http://localhost:3000/shop, raw. Connect a client there');
  expect(text()).toContain('It was made with Raw, and this console has x 1');
  expect(readDraft(draftKey(settings, 'sum'))).toBe('{"of":"raw"}');
  // A client of another server does not get it.
  expect(readDraft(draftKey({ ...DEFAULT_SETTINGS, contract: RAW.id }, 'sum'))).toBeUndefined();
});

it('a link of another server connects there when it is asked to, without the token and the settings of another', async () => {
  sessionStorage.clear();
  // Nothing listens at port 9.
  const { clients } = startSession('http://localhost:9', OWN_CLIENTS);
  const [alice] = clients.getSnapshot();
  if (!alice) throw new Error('There is no first client.');
  const secret = { key: 'secret' };
  clients.apply(alice.id, { ...alice.settings, query: secret, headers: secret, auth: secret }, 'secret');
  const target = { url: 'http://localhost:10', path: '/socket.io/', namespace: '/shop', contract: RAW.id };
  const state = { ...readShared(clients.getSnapshot(), { kind: 'custom' }).state, target };
  useOpenings.setState({ openings: [] });
  location.hash = await encodeShare(state);
  function Opened() {
    useSharedLink({ ...alice, settings: DEFAULT_SETTINGS } as NamedClient);
    useOpeningNotice(
      () => undefined,
      (elsewhere) => connectThere(clients, alice?.id ?? '', elsewhere),
    );
    return <Notices />;
  }
  const screen = await render(
    <MantineProvider env="test">
      <Opened />
    </MantineProvider>,
  );
  const connect = screen.getByRole('button', { name: 'Connect there' });
  await expect.element(connect).toBeVisible();
  expect(clients.getSnapshot()).toHaveLength(2);
  await connect.click();
  const added = clients.getSnapshot().at(-1);
  expect(added).toMatchObject({ name: 'localhost:10', settings: target });
  expect(JSON.stringify([added?.settings, added?.identity])).not.toContain('secret');
  expect(useUi.getState().clientId).toBe(added?.id);
  await connect.click();
  expect(clients.getSnapshot()).toHaveLength(3);
});
