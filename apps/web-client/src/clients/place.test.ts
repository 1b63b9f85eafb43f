import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { expect, it, onTestFinished } from 'vitest';
import { contractOfEntry, defaultContract, RAW } from '../contract/contracts.ts';
import { TrafficLog } from '../traffic/traffic-log.ts';
import { placeOf } from './named-client.ts';
import { NamedClients } from './named-clients.ts';

it('an entry keeps where it was seen, after its client moved', async () => {
  const http = createServer();
  const io = new Server(http, { path: '/io/' });
  io.of('/rooms').on('connection', (socket) => socket.emit('welcome'));
  onTestFinished(() => io.close());
  await once(http.listen(0), 'listening');
  const url = `http://localhost:${(http.address() as AddressInfo).port}`;
  const log = new TrafficLog(10, () => {});
  // Nothing listens at port 9.
  const clients = new NamedClients('http://localhost:9', log);
  const current = () => {
    const [client] = clients.getSnapshot();
    if (!client) throw new Error('There is no first client.');
    return client;
  };
  onTestFinished(() => current().link.stop());
  const { id, settings, link } = current();
  link.disconnect();
  await link.send('room:list', [], { ack: true, timeout: 10 });
  clients.apply(id, { ...settings, url, namespace: '/rooms', path: '/io/', contract: RAW.id });
  current().link.connect();
  const messages = () => log.entries().filter(({ kind }) => kind !== 'state');
  await expect.poll(messages).toHaveLength(2);
  expect(messages().map(({ place }) => place)).toEqual([
    { contract: defaultContract().id, url: 'http://localhost:9', path: settings.path },
    { contract: RAW.id, url: `${url}/rooms`, path: '/io/' },
  ]);
  expect(messages().map((entry) => contractOfEntry(entry).id)).toEqual([defaultContract().id, RAW.id]);
  const [, seen] = messages();
  clients.apply(id, { ...current().settings, url: url.replace('http', 'ws'), path: '/io' });
  expect(placeOf(current())).toEqual(seen?.place);
  current().link.connect();
  await expect.poll(messages).toHaveLength(3);
  expect(messages()[2]?.place).toEqual(seen?.place);
});
