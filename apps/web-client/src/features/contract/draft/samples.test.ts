import { expect, it } from 'vitest';
import { RAW } from '../../../contract/contracts.ts';
import type { Entry } from '../../../traffic/entry.ts';
import { samplesAt } from './samples.ts';

const at = Date.UTC(2026, 0, 1);
const HERE = { contract: RAW.id, url: 'http://here/rooms', path: '/socket.io/' };

function seen(event: string, args: readonly unknown[], change: Partial<Entry> = {}): Entry {
  return {
    kind: 'event',
    id: 0,
    at,
    clientId: 'a',
    place: HERE,
    event,
    args,
    issues: [],
    ...change,
  } as Entry;
}

it('takes what was seen at this server and namespace, and nothing that its client saw at others', () => {
  const elsewhere = [
    { ...HERE, url: 'http://there/rooms' },
    { ...HERE, url: 'http://here' },
    { ...HERE, path: '/other/' },
    undefined,
  ].map((place) => seen('foreign', [], { place } as Partial<Entry>));
  const entries = [
    ...elsewhere,
    seen('own', []),
    seen('of a contract', [], { place: { ...HERE, contract: '' } }),
  ];
  expect(samplesAt(HERE, entries).map(({ event }) => event)).toEqual(['own', 'of a contract']);
});

it('has no recovery offset among its arguments', () => {
  const entries = [
    seen('tick', [1, 'PjssgW0'], { hasOffset: true } as Partial<Entry>),
    seen('tick', [1]),
    seen('tock', [1, 'PjssgW0']),
  ];
  expect(samplesAt(HERE, entries).map(({ args }) => args)).toEqual([[1], [1], [1, 'PjssgW0']]);
});

it('keeps what looks like an offset where another event of the name has as many arguments without one', () => {
  const row = '6955b9000f1e2d3c4b5a6978';
  const entries = [seen('row', [1, row], { hasOffset: true } as Partial<Entry>), seen('row', [1, row])];
  expect(samplesAt(HERE, entries).map(({ args }) => args)).toEqual([
    [1, row],
    [1, row],
  ]);
});
