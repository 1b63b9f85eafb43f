import { expect, it, onTestFinished } from 'vitest';
import { TrafficLog } from '../lib/traffic-log.ts';
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
