import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import { TrafficLog } from '../traffic/traffic-log.ts';
import { NamedClients } from './named-clients.ts';
import { readIdentity, readSavedClients, saveClients, saveIdentity } from './saved-clients.ts';

const ALICE = { name: 'Alice', hue: 3, settings: { ...DEFAULT_SETTINGS, namespace: '/admin' } };

beforeEach(() => sessionStorage.clear());

it('keeps clients and identities for this tab alone', () => {
  saveClients([ALICE]);
  saveIdentity('client-3', { token: 't' });
  expect(readSavedClients()).toEqual([ALICE]);
  expect(readIdentity('client-3')).toEqual({ token: 't' });
  expect(JSON.stringify({ ...localStorage })).not.toContain('Alice');
  saveIdentity('client-3', undefined);
  expect(readIdentity('client-3')).toBeUndefined();
});

it.each([
  '',
  'no json',
  'null',
  '7',
  '{}',
  '[]',
  '[null]',
  '[{"name":7,"hue":1}]',
  '[{"name":"Alice","hue":"1"}]',
])('reads what no console stored as nothing: %s', (stored) => {
  sessionStorage.setItem('switchboard.clients', stored);
  sessionStorage.setItem('switchboard.identity.client-1', stored);
  expect(readSavedClients()).toBeUndefined();
  expect(readIdentity('client-1')).toBeUndefined();
});

it('reads clients of a console that knew no settings, and each hue once', () => {
  const stored = [{ name: 'Alice', hue: 3 }, { name: 'Twin', hue: 3 }, 'odd'];
  sessionStorage.setItem('switchboard.clients', JSON.stringify(stored));
  expect(readSavedClients()).toEqual([{ ...ALICE, settings: DEFAULT_SETTINGS }]);
});

it('keeps clients and identities for each target of a page', () => {
  const meta = document.createElement('meta');
  meta.name = 'switchboard-target';
  document.head.append(meta);
  onTestFinished(() => meta.remove());
  meta.content = '{"namespace":"/shop"}';
  saveClients([ALICE]);
  saveIdentity('client-3', { token: 't' });
  meta.content = '{"url":"https://localhost:8443"}';
  expect(readSavedClients()).toBeUndefined();
  expect(readIdentity('client-3')).toBeUndefined();
  meta.content = '{"namespace":"/shop"}';
  expect(readSavedClients()).toEqual([ALICE]);
  expect(readIdentity('client-3')).toEqual({ token: 't' });
});

it('gives no client the id of one that was removed, after a reload either', () => {
  const open = (): NamedClients => {
    // Nothing listens at port 9.
    const clients = new NamedClients('http://localhost:9', new TrafficLog(10, () => {}), [ALICE]);
    onTestFinished(() => {
      for (const { link } of clients.getSnapshot()) link.stop();
    });
    return clients;
  };
  const before = open();
  const removed = before.add('Bob', 'client-3');
  before.remove(removed);
  const after = open();
  expect(after.getSnapshot().map(({ id }) => id)).toEqual(['client-3']);
  expect([removed, after.add('Carol', 'client-3')]).toEqual(['client-4', 'client-5']);
});
