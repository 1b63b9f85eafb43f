import { expect, it, onTestFinished } from 'vitest';
import { RAW } from '../contract/contracts.ts';
import { TrafficLog } from '../traffic/traffic-log.ts';
import { removedClientName } from './client-names.ts';
import { NamedClients } from './named-clients.ts';

/** Two clients that reach no server: nothing listens at port 9. */
function openClients() {
  const clients = new NamedClients('http://localhost:9', new TrafficLog(10, () => {}));
  onTestFinished(() => {
    for (const { link } of clients.getSnapshot()) link.stop();
  });
  const [alice] = clients.getSnapshot();
  if (!alice) throw new Error('There is no first client.');
  return { clients, alice };
}

it('a heartbeat is noted, and renders nothing', () => {
  const { clients, alice } = openClients();
  const before = clients.getSnapshot();
  const manager = alice.link.client?.socket.io as unknown as { emitReserved(event: 'ping'): void };
  manager.emitReserved('ping');
  expect(clients.heartbeatAt(alice.id)).toEqual(expect.any(Number));
  expect(clients.getSnapshot()).toBe(before);
});

it.each([
  ['stays where the query changes', { query: { shard: '7' } }, undefined, { token: 'secret' }],
  ['goes where the path changes', { path: '/io/' }, undefined, undefined],
  ['goes where the server changes', { url: 'http://localhost:10' }, undefined, undefined],
  ['goes where the contract changes', { contract: RAW.id }, undefined, undefined],
  ['is the one that was given', { url: 'http://localhost:10' }, 'other', { token: 'other' }],
  ['is given again', { url: 'http://localhost:10' }, 'secret', { token: 'secret' }],
])('an identity %s', (_, change, token, expected) => {
  const { clients, alice } = openClients();
  clients.apply(alice.id, alice.settings, 'secret');
  clients.apply(alice.id, { ...alice.settings, ...change }, token);
  expect(clients.getSnapshot()[0]?.identity).toEqual(expected);
});

it('a client that was removed is still called by its name', () => {
  const { clients, alice } = openClients();
  const [zoe, yan] = ['Zoe', 'Yan'].map((name) => clients.add(name, alice.id));
  clients.rename(yan ?? '', 'Yves');
  clients.remove(zoe ?? '');
  clients.remove(yan ?? '');
  expect([zoe, yan].map((id) => removedClientName(id ?? ''))).toEqual(['Zoe (removed)', 'Yves (removed)']);
  expect(removedClientName('client-99')).toBe('Client 99 (removed)');
});
