import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { DEFAULT_SETTINGS } from '../clients/connection-settings.ts';
import type { NamedClient } from '../clients/named-client.ts';
import { RAW, registerContracts, setContractOf } from '../contract/contracts.ts';
import { useOpenings } from '../features/share/openings-store.ts';
import { encodeShare } from '../features/share/share-link.ts';
import { forgetDraft, readDraft, writeDraft } from '../lib/drafts.ts';
import { readShared, useSharedLink } from './share-console.ts';
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
  writeDraft('raw sum', '{"of":"raw"}');
  const theirs = { id: 'theirs', name: 'Theirs', settings } as unknown as NamedClient;
  const { state } = readShared([theirs], { kind: 'event', direction: 'send', event: 'sum' });
  const { path } = DEFAULT_SETTINGS;
  expect(state.target).toEqual({ url: 'http://localhost:3000', path, namespace: '/shop', contract: 'raw' });
  expect(JSON.stringify(state)).not.toContain('secret');

  useUi.getState().selectClient('mine');
  forgetDraft('raw sum');
  location.hash = await encodeShare(state);
  await render(<Opener entry={{ id: 'mine', settings: DEFAULT_SETTINGS } as NamedClient} />);
  const text = () => useOpenings.getState().openings.at(-1)?.text;
  await expect
    .poll(text)
    .toContain('It was made for http://localhost:3000/shop, raw. Connect a client there');
  expect(text()).toContain('It was made with Raw, and this is x 1');
  expect(readDraft('raw sum')).toBe('{"of":"raw"}');
});
