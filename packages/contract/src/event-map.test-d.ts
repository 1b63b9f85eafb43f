import { describe, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import type { CallMeta } from './call-meta.ts';
import { defineContract, defineEvents, defineServerEvents } from './contract.ts';
import type { EventName, PayloadInput, PayloadOutput, ResponseInput, ResponseOutput } from './event-map.ts';
import type { ErrorBody, Reply, ReplyError, StandardError } from './reply.ts';
import type { ClientToServerEvents, ServerToClientEvents } from './socket-events.ts';

// Input and output differ everywhere, so that swapping them cannot pass.
const NumberFromText = z.string().transform(Number);
const TextFromNumber = z.number().transform(String);

const events = defineEvents({
  'count:add': {
    summary: 'Add',
    payload: z.object({ by: NumberFromText, times: z.int().default(1) }),
    response: z.object({ total: TextFromNumber }),
    errors: { OVERFLOW: z.object({ max: TextFromNumber }), FROZEN: true },
  },
  'time:now': { summary: 'Read the clock' },
  'time:list': { summary: 'List', payload: z.object({ limit: NumberFromText }).nullish() },
});
const notices = defineServerEvents({
  'count:changed': { summary: 'Changed', payload: z.object({ total: TextFromNumber }) },
  'clock:struck': { summary: 'Struck' },
  'poll:asked': { summary: 'Asked', payload: z.object({ topic: TextFromNumber }), response: TextFromNumber },
  'health:asked': { summary: 'Asked how it is', response: z.string() },
});

type Add = (typeof events)['count:add'];
type Now = (typeof events)['time:now'];
type List = (typeof events)['time:list'];

describe('a contract', () => {
  it('keeps the literal names of its events', () => {
    const contract = defineContract({
      name: 'test',
      version: '1.0.0',
      clientEventMap: events,
      serverEventMap: notices,
    });
    expectTypeOf<EventName<typeof contract.clientEventMap>>().toEqualTypeOf<
      'count:add' | 'time:now' | 'time:list'
    >();
    expectTypeOf<EventName<typeof contract.serverEventMap>>().toEqualTypeOf<
      'count:changed' | 'clock:struck' | 'poll:asked' | 'health:asked'
    >();
  });

  it('refuses what is no spec of an event', () => {
    // @ts-expect-error a summary is missing
    defineEvents({ 'a:b': { payload: z.string() } });
    // @ts-expect-error a misspelt rule would leave the event open
    defineEvents({ 'a:b': { summary: 'A', policy: { deadline: 5, scop: 'board' } } });
    // @ts-expect-error a misspelt key would leave the event without an answer
    defineEvents({ 'a:b': { summary: 'A', reponse: z.string() } });
    // @ts-expect-error an error is a schema or true
    defineEvents({ 'a:b': { summary: 'A', errors: { FULL: false } } });
    // @ts-expect-error a misspelt key would leave the server without answers
    defineServerEvents({ 'a:b': { summary: 'A', reponse: z.string() } });
    // @ts-expect-error what the server sends has no policy
    defineServerEvents({ 'a:b': { summary: 'A', policy: { scope: 'board' } } });
  });
});

describe('payloads and responses', () => {
  it('have an input and an output', () => {
    expectTypeOf<PayloadInput<Add>>().toEqualTypeOf<{ by: string; times?: number | undefined }>();
    expectTypeOf<PayloadOutput<Add>>().toEqualTypeOf<{ by: number; times: number }>();
    expectTypeOf<ResponseInput<Add>>().toEqualTypeOf<{ total: number }>();
    expectTypeOf<ResponseOutput<Add>>().toEqualTypeOf<{ total: string }>();
  });

  it('are null and nothing where the event has none, never any', () => {
    expectTypeOf<PayloadInput<Now>>().toEqualTypeOf<null>();
    expectTypeOf<PayloadOutput<Now>>().toEqualTypeOf<null>();
    expectTypeOf<ResponseInput<Now>>().toEqualTypeOf<void>();
    expectTypeOf<ResponseOutput<Now>>().toEqualTypeOf<undefined>();
  });
});

describe('a reply', () => {
  it('is distinguished by ok, and its error by code', () => {
    expectTypeOf<Extract<Reply<Add>, { ok: true }>['data']>().toEqualTypeOf<{ total: string }>();
    expectTypeOf<ReplyError<Add>>().toEqualTypeOf<
      StandardError | ErrorBody<'OVERFLOW', { max: string }> | ErrorBody<'FROZEN', undefined>
    >();
    expectTypeOf<ReplyError<Now>>().toEqualTypeOf<StandardError>();
    expectTypeOf<Extract<ReplyError<Add>, { code: 'DISCONNECTED' }>['data']>().toEqualTypeOf<{
      written: boolean;
    }>();
    expectTypeOf<Extract<ReplyError<Add>, { code: 'MELTED' }>>().toEqualTypeOf<never>();
  });
});

describe("Socket.IO's generics", () => {
  type Emits = ClientToServerEvents<typeof events>;
  type Notices = ServerToClientEvents<typeof notices>;

  it('have the payload and the ack of a client event, with or without meta between them', () => {
    type Ack = (reply: Reply<Add>) => void;
    expectTypeOf<Parameters<Emits['count:add']>>().toEqualTypeOf<
      [payload: PayloadInput<Add>, ack: Ack] | [payload: PayloadInput<Add>, meta: CallMeta | null, ack: Ack]
    >();
  });

  it('may leave out the payload of an event without one, and have no ack where there is no response', () => {
    expectTypeOf<Parameters<Emits['time:now']>>().toEqualTypeOf<
      [] | [payload: null] | [payload: null, meta: CallMeta | null]
    >();
  });

  it('may leave out a payload that may be null', () => {
    expectTypeOf<Parameters<Emits['time:list']>>().toEqualTypeOf<
      [] | [payload: PayloadInput<List>] | [payload: PayloadInput<List>, meta: CallMeta | null]
    >();
  });

  it('have the payload of each server event', () => {
    expectTypeOf<Parameters<Notices['count:changed']>>().toEqualTypeOf<[payload: { total: number }]>();
    expectTypeOf<Parameters<Notices['clock:struck']>>().toEqualTypeOf<[]>();
  });

  it('end in an ack where the server waits for an answer', () => {
    expectTypeOf<Parameters<Notices['poll:asked']>>().toEqualTypeOf<
      [payload: { topic: number }, answer: (data: number) => void]
    >();
    expectTypeOf<Parameters<Notices['health:asked']>>().toEqualTypeOf<[answer: (data: string) => void]>();
  });
});
