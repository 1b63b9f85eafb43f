import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineContract, defineEvents, defineServerEvents } from './contract.ts';

const clientEventMap = defineEvents({ 'room:join': { summary: 'Enter', errors: { ROOM_FULL: true } } });
const serverEventMap = defineServerEvents({ 'room:joined': { summary: 'Entered', payload: z.string() } });
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
  });

  it.each(['FORBIDDEN', 'TIMEOUT', 'DISCONNECTED'])('refuses an event that declares %s itself', (code) => {
    const events = { 'room:join': { summary: 'Enter', errors: { ROOM_FULL: true, [code]: true } as const } };
    expect(() => defineContract({ ...parts, clientEventMap: events })).toThrow(
      new TypeError(`Event "room:join" declares ${code}, which every event has already.`),
    );
  });

  it.each([
    ['payload', { payload: { '~standard': { version: 1 } } }],
    ['response', { response: { '~standard': null } }],
    ['errors', { errors: { FULL: { '~standard': 'v1' } } }],
  ])('refuses %s that only looks like a schema', (_where, part) => {
    const events = { 'room:join': { summary: 'Enter', ...part } };
    expect(() => defineContract({ ...parts, clientEventMap: events })).toThrow(
      new TypeError('Event "room:join" has a schema that does not speak Standard Schema.'),
    );
  });

  it('takes names that only look dangerous', () => {
    const events = { constructor: { summary: 'Fine', errors: { toString: true } } } as const;
    expect(() => defineContract({ ...parts, clientEventMap: events })).not.toThrow();
  });
});
