import { expect, it, onTestFinished } from 'vitest';
import { contractOfEntry, defaultContract, RAW } from '../contract/contracts.ts';
import { TrafficLog } from '../lib/traffic-log.ts';
import { NamedClients } from './named-clients.ts';

it('an entry keeps where it was seen, after its client moved', async () => {
  const log = new TrafficLog(10, () => {});
  // Nothing listens at these ports.
  const clients = new NamedClients('http://localhost:9', log);
  const current = () => {
    const [client] = clients.getSnapshot();
    if (!client) throw new Error('There is no first client.');
    return client;
  };
  onTestFinished(() => current().link.stop());
  const send = async (): Promise<void> => {
    const { link } = current();
    link.disconnect();
    await link.send('room:list', [], { ack: true, timeout: 10 });
  };
  await send();
  const { id, settings } = current();
  const elsewhere = { url: 'http://localhost:10', namespace: '/rooms', path: '/io/', contract: RAW.id };
  clients.apply(id, { ...settings, ...elsewhere });
  await send();
  const calls = log.entries().filter(({ kind }) => kind === 'call');
  expect(calls.map(({ place }) => place)).toEqual([
    { contract: defaultContract().id, url: 'http://localhost:9', path: settings.path },
    { contract: RAW.id, url: 'http://localhost:10/rooms', path: '/io/' },
  ]);
  expect(calls.map((call) => contractOfEntry(call).id)).toEqual([defaultContract().id, RAW.id]);
});
