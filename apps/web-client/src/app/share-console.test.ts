// @vitest-environment happy-dom
import { expect, it, onTestFinished } from 'vitest';
import type { NamedClient } from '../clients/named-client.ts';
import { NamedClients } from '../clients/named-clients.ts';
import { draftKey, draftName, nameKey, nameOfName, writeDraft } from '../drafts/drafts.ts';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import { HERE, RAW_HERE } from '../links/destination.fixture.ts';
import { TrafficLog } from '../traffic/traffic-log.ts';
import { connectThere, readShared } from './share-console.ts';

it.each(['a', '1', '"'])('a link is made with a token as short as %s', (token) => {
  writeDraft(nameKey(HERE), 'room:list');
  writeDraft(draftKey(HERE), '{"n":1,"any":"text"}');
  const client = { name: 'Alice', identity: { token } } as NamedClient;
  const { state } = readShared([client], { kind: 'custom' });
  expect(JSON.parse(state.drafts[draftName(HERE)] ?? '')).toEqual({ n: 1, any: 'text' });
});

it('a link has no value that is named like a secret where no contract has the event, and says what it goes by', () => {
  writeDraft(nameKey(HERE), 'app:login');
  writeDraft(
    draftKey(HERE),
    '{"args":[{"kind":"json","text":"{\\"password\\":\\"hunter2\\"}"}],"ack":false}',
  );
  const { state, leftOut, isGuessed } = readShared([], { kind: 'custom' });
  expect(JSON.stringify(state)).not.toContain('hunter2');
  expect(state.drafts[nameOfName(HERE)]).toBe('app:login');
  expect([leftOut, isGuessed]).toEqual([['[0].password'], true]);
  writeDraft(nameKey(HERE), 'room:list');
  expect(readShared([], { kind: 'custom' }).isGuessed).toBe(false);
});

it('a link leads to the client of its server, in whatever words that is written', () => {
  const clients = new NamedClients('http://localhost:9', new TrafficLog(10, () => {}));
  const [first] = clients.getSnapshot();
  if (!first) throw new Error('There is no first client.');
  onTestFinished(() => {
    for (const { link } of clients.getSnapshot()) link.stop();
  });
  // Nothing listens at port 9.
  const there = { ...DEFAULT_SETTINGS, ...RAW_HERE, url: 'http://127.0.0.1:9', path: '/io/' };
  clients.apply(first.id, { ...there, url: 'ws://127.0.0.1:9', path: '/io' });
  connectThere(clients, first.id, there);
  expect(clients.getSnapshot()).toHaveLength(1);
  connectThere(clients, first.id, { ...there, namespace: '/chat' });
  connectThere(clients, first.id, { ...there, ...HERE, url: there.url, path: there.path });
  expect(clients.getSnapshot()).toHaveLength(3);
});
