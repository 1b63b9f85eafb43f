import { expect, it } from 'vitest';
import type { EventEntry } from './entry.ts';
import { EventCounts, MAX_EVENT_NAMES } from './event-counts.ts';

const HERE = { contract: 'chat', url: 'http://a', path: '/socket.io/' };
const received = (event: string, place = HERE): EventEntry => ({
  kind: 'event',
  id: 0,
  at: 0,
  clientId: 'alice',
  event,
  args: [],
  issues: [],
  place,
});

it.each([{ url: 'http://b' }, { path: '/other/' }, { contract: 'raw' }])(
  'counts apart what came at %j',
  (other) => {
    const counts = new EventCounts();
    const there = { ...HERE, ...other };
    counts.add(received('x:y'));
    counts.add({ ...received('x:y', there), issues: [{ path: [], message: 'wrong' }] });
    counts.add(received('x:y', there));
    expect(counts.at(HERE).received.get('x:y')).toEqual({ total: 1, violations: 0 });
    expect(counts.at(there).received.get('x:y')).toEqual({ total: 2, violations: 1 });
    expect(Object.values(counts.namesSeen())).toEqual([['x:y'], ['x:y']]);
    expect(counts.totals).toEqual({ sent: 0, received: 3 });
  },
);

it('counts all that came, and by name what came last, where a server makes up names without end', () => {
  const counts = new EventCounts();
  counts.add(received('first'));
  for (let number = 0; number < MAX_EVENT_NAMES; number++) {
    counts.add(received(`event ${number}`));
    if (number === 7) counts.add(received('first'));
  }
  const names = [...counts.at(HERE).received.keys()];
  expect(names).toHaveLength(MAX_EVENT_NAMES);
  expect(names.slice(6, 9)).toEqual(['event 7', 'first', 'event 8']);
  const [listed] = Object.values(counts.namesSeen());
  expect(listed).toEqual(names.slice(-500));
  expect(counts.totals.received).toBe(MAX_EVENT_NAMES + 2);
});

it('keeps the names of the places where something was seen last', () => {
  const counts = new EventCounts();
  const places = Array.from({ length: 41 }, (_, index) => ({ ...HERE, url: `http://host-${index}` }));
  for (const [index, place] of places.entries()) counts.add(received(`of ${index}`, place));
  counts.add(received('again', places[0]));
  const kept = Object.values(counts.namesSeen());
  expect(kept).toHaveLength(40);
  expect([kept[0], kept.at(-1)]).toEqual([['of 2'], ['of 0', 'again']]);
});
