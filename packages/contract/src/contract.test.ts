import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, defineEvents, defineServerEvents, isReserved, isSocketIoEvent } from './contract.ts';

const clientEventMap = defineEvents({ 'topic:open': { summary: 'Enter', errors: { TOPIC_FULL: true } } });
const serverEventMap = defineServerEvents({ 'topic:opened': { summary: 'Entered', payload: z.string() } });
const parts = { name: 'test', version: '1.0.0', clientEventMap, serverEventMap };

describe('defineContract', () => {
  it('gives back what it was given, frozen', () => {
    const contract = defineContract(parts);
    expect(contract).toEqual(parts);
    expect(Object.isFrozen(contract)).toBe(true);
  });

  it.each([
    '*',
    'connect',
    'connect_error',
    'disconnect',
    'disconnecting',
    'error',
    'newListener',
    'removeListener',
  ])('refuses an event named %s, in both directions', (event) => {
    const events = { [event]: { summary: 'Reserved' } };
    expect(() => defineContract({ ...parts, clientEventMap: events })).toThrow(
      new TypeError(`Event "${event}" is reserved by Socket.IO: give it another name.`),
    );
    expect(() => defineContract({ ...parts, serverEventMap: events })).toThrow(`"${event}"`);
    // Socket.IO sends these two: they are only no names for a contract.
    expect(isSocketIoEvent(event)).toBe(event !== '*' && event !== 'error');
  });

  it.each(['$', '$item', '$constructor'])('refuses an event named %s, in both directions', (event) => {
    const events = { [event]: { summary: 'Reserved' } };
    const refusal = new TypeError(`Event "${event}" begins with $, which is reserved: give it another name.`);
    expect(() => defineContract({ ...parts, clientEventMap: events })).toThrow(refusal);
    expect(() => defineContract({ ...parts, serverEventMap: events })).toThrow(refusal);
    expect(isReserved(event)).toBe(true);
    expect(isReserved(`room:${event}`)).toBe(false);
  });

  it.each([1, undefined, null, {}, Symbol('$')])('calls %o, which is no text, not reserved', (event) => {
    expect(isReserved(event)).toBe(false);
  });

  it.each(['FORBIDDEN', 'TIMEOUT', 'DISCONNECTED', 'REPLY_INVALID'])(
    'refuses an event that declares %s itself',
    (code) => {
      const events = {
        'topic:open': { summary: 'Enter', errors: { TOPIC_FULL: true, [code]: true } as const },
      };
      expect(() => defineContract({ ...parts, clientEventMap: events })).toThrow(
        new TypeError(`Event "topic:open" declares ${code}, which every event has already.`),
      );
    },
  );

  it.each([
    ['payload', { payload: { '~standard': { version: 1 } } }],
    ['response', { response: { '~standard': null } }],
    ['errors', { errors: { FULL: { '~standard': 'v1' } } }],
  ])('refuses %s that only looks like a schema', (_where, part) => {
    const events = { 'topic:open': { summary: 'Enter', ...part } };
    expect(() => defineContract({ ...parts, clientEventMap: events })).toThrow(
      new TypeError('Event "topic:open" has a schema that does not speak Standard Schema.'),
    );
  });

  const Changing = z.object({ id: z.string(), at: z.string().transform(Number) });
  const refusal = new TypeError(
    'Event "topic:open" sends an open object whose output has another shape than its input, so that fields without a name cannot be left out: write z.strictObject instead of z.object.',
  );

  it.each([
    ['a response', { response: Changing }],
    ['a response with a default', { response: z.object({ limit: z.int().default(5) }) }],
    ['a part of a response', { response: z.strictObject({ users: z.array(Changing) }) }],
    ['the data of an error', { errors: { FULL: z.union([z.null(), Changing]) } }],
  ])('refuses %s that cannot be freed of what it does not name, and names strictObject', (_where, part) => {
    const events = { 'topic:open': { summary: 'Enter', ...part } };
    expect(() => defineContract({ ...parts, clientEventMap: events })).toThrow(refusal);
  });

  it('refuses the payload of a server event that cannot be freed of what it does not name', () => {
    const events = { 'topic:open': { summary: 'Entered', payload: Changing } };
    expect(() => defineContract({ ...parts, serverEventMap: events })).toThrow(refusal);
  });

  it('refuses the response of a server event that cannot be freed of what it does not name: the client sends it', () => {
    const events = { 'topic:open': { summary: 'Ask', response: Changing } };
    expect(() => defineContract({ ...parts, serverEventMap: events })).toThrow(refusal);
  });

  it.each([
    [
      'an open object whose output has the shape of its input',
      z.object({ a: z.string().trim(), b: z.int().optional() }),
    ],
    ['a closed object with a transform', z.strictObject(Changing.shape)],
    ['an object that keeps every field', z.looseObject(Changing.shape)],
  ])('takes %s as a response', (_kind, response) => {
    const events = { 'topic:open': { summary: 'Enter', response } };
    expect(() => defineContract({ ...parts, clientEventMap: events })).not.toThrow();
  });

  it('takes any open object as a payload from the client: its extra fields are left out on arrival', () => {
    const clientEvents = { 'topic:open': { summary: 'Enter', payload: Changing } };
    expect(() => defineContract({ ...parts, clientEventMap: clientEvents })).not.toThrow();
  });

  it('takes names that only look dangerous', () => {
    const events = { constructor: { summary: 'Fine', errors: { toString: true } } } as const;
    expect(() => defineContract({ ...parts, clientEventMap: events })).not.toThrow();
  });
});
