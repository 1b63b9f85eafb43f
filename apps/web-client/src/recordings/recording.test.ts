import { expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../links/connection-settings.ts';
import type { Place } from '../traffic/entry.ts';
import { heardRaw, rawRecordingOf } from './recording.fixture.ts';
import { movedClients } from './recording.ts';

const first: Place = { contract: 'raw', url: 'https://first/chat', path: '/socket.io/' };

function movedOf(places: readonly Place[], server = 'https://first', path = '/socket.io/'): string[] {
  const settings = {
    ...DEFAULT_SETTINGS,
    contract: 'raw',
    url: server,
    namespace: '/chat',
    path,
  };
  const recording = rawRecordingOf(places.map((place, id) => ({ ...heardRaw(id, 'news'), place })));
  const clients = recording.clients.map((client) => ({ ...client, settings }));
  return movedClients({ ...recording, clients }).map(({ name }) => name);
}

it('reports which clients spoke to several servers, or to another one than that of their settings', () => {
  expect(movedOf([first, first])).toEqual([]);
  expect(movedOf([first, { ...first, url: 'https://second/chat' }])).toEqual(['Alice']);
  expect(movedOf([first], 'https://second')).toEqual(['Alice']);
  expect(movedOf([{ ...first, path: '/other/' }])).toEqual(['Alice']);
  expect(movedOf([first], 'wss://first', '/socket.io')).toEqual([]);
  // The server of the page at that time is not known.
  expect(movedOf([first], '')).toEqual([]);
});
