import { describe, expect, it } from 'vitest';
import { defaultContract, RAW } from '../../../contract/contracts.ts';
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
  expect(samplesAt(HERE, entries, false).map(({ event }) => event)).toEqual(['own', 'of a contract']);
});

describe('the offset of connection state recovery', () => {
  const argsOf = (entries: readonly Entry[], hasOffsets = true): unknown[] =>
    samplesAt(HERE, entries, hasOffsets).map(({ args }) => args);

  it.each([
    ['in memory', 'PjssgW0', 'PjssgW0.1'],
    ['of Redis streams', `${at}-0`, `${at + 5}-1`],
    ['of MongoDB', '6955b9000f1e2d3c4b5a6978', '6955b9010f1e2d3c4b5a6978'],
  ])('%s is no argument, where the server recovers connections', (_where, one, two) => {
    const entries = [one, two].map((offset) => seen('tick', [1, offset]));
    expect(argsOf(entries)).toEqual([[1], [1]]);
    expect(argsOf(entries, false)).toEqual([
      [1, one],
      [1, two],
    ]);
  });

  it('is distinguished from texts of the application, and from payloads of a contract', () => {
    const contract = { ...HERE, contract: defaultContract().id };
    const entries = [
      ...['PjssgW0', 'General'].map((text) => seen('mixed', [text])),
      seen('old', ['General']),
      seen('sent', ['PjssgW0'], { kind: 'send' }),
      seen('of a contract', ['PjssgW0'], { place: contract }),
    ];
    expect(argsOf(entries)).toEqual(entries.map((entry) => (entry.kind === 'state' ? [] : entry.args)));
  });
});
