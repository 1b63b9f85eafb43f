import type { EventSpec } from '@switchboard/contract';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { basePayloads } from './base-payload.ts';

const spec: EventSpec = {
  summary: '',
  payload: z.strictObject({ a: z.number() }),
  examples: [
    { name: 'good', payload: { a: 1 } },
    { name: 'bad', payload: {} },
  ],
};

it('offers the examples and the draft that fit', () => {
  expect(basePayloads(spec, '{ "a": 2 }')).toEqual([
    { label: 'example: good', payload: { a: 1 } },
    { label: 'the draft in the editor', payload: { a: 2 } },
  ]);
});

it('offers no draft that does not fit, or is not JSON', () => {
  for (const draft of [undefined, '', '{ "a": ', '{ "a": "x" }', '{ "a": { "$bytes": "%" } }']) {
    expect(basePayloads(spec, draft).map(({ label }) => label)).toEqual(['example: good']);
  }
});

it('is nothing at all for an event without a payload', () => {
  expect(basePayloads({ summary: '' }, undefined)).toEqual([{ label: 'no payload', payload: null }]);
});
