import { once } from 'node:events';
import { EventError } from '@switchboard/contract';
import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { type Outcomes, serveOutcomes, type Way } from './outcomes.fixture.ts';

const WAYS: Record<string, (outcomes: Outcomes, token?: string) => Way | Promise<Way>> = {
  websocket: (outcomes, token) => outcomes.socket('websocket', token),
  polling: (outcomes, token) => outcomes.socket('polling', token),
  'the HTTP bridge': (outcomes, token) => outcomes.overHttp(token),
  'no network': (outcomes, token) => outcomes.withoutNetwork(token),
};

interface Case {
  readonly what: string;
  readonly event: string;
  /** @default { n: 1 } */
  readonly payload?: unknown;
  /** Whether somebody is logged in. */
  readonly known?: boolean;
  /** Comes first, over the same way. */
  readonly before?: (outcomes: Outcomes, way: Way) => Promise<unknown>;
  readonly code: string;
}

const CASES: readonly Case[] = [
  { what: 'an event that fits', event: 'try:plain', code: 'OK' },
  { what: 'an unknown event', event: 'try:unknown', code: 'NOT_FOUND' },
  { what: 'a bad payload', event: 'try:plain', payload: { n: 'one' }, code: 'BAD_REQUEST' },
  {
    what: 'an oversized packet',
    event: 'try:small',
    payload: { n: 1, fill: 'x'.repeat(500) },
    code: 'PAYLOAD_TOO_LARGE',
  },
  {
    what: 'a call over the rate',
    event: 'try:rare',
    before: (_outcomes, way) => way.call('try:rare', { n: 1 }),
    code: 'TOO_MANY_REQUESTS',
  },
  { what: 'a call without an identity', event: 'try:member', code: 'UNAUTHORIZED' },
  { what: 'a call without the scope', event: 'try:admin', known: true, code: 'FORBIDDEN' },
  { what: 'a thrown Error', event: 'try:throw', code: 'INTERNAL_SERVER_ERROR' },
  { what: 'a thrown text', event: 'try:throw-text', code: 'INTERNAL_SERVER_ERROR' },
  { what: 'a rejected promise', event: 'try:reject', code: 'INTERNAL_SERVER_ERROR' },
  { what: 'a controller that never settles', event: 'try:never', code: 'TIMEOUT' },
  { what: 'a response off the contract', event: 'try:lie', code: 'REPLY_INVALID' },
  { what: 'the refusal of a middleware', event: 'try:barred', code: 'FORBIDDEN' },
  {
    what: 'a call while draining',
    event: 'try:plain',
    before: (outcomes) => outcomes.drain(),
    code: 'SERVICE_UNAVAILABLE',
  },
];

describe.each(Object.entries(WAYS))('over %s', (_name, open) => {
  it.each(CASES)('$what is answered once: $code', async ({ event, payload, known, before, code }) => {
    await using outcomes = await serveOutcomes();
    const way = await open(outcomes, known ? outcomes.token : undefined);
    await before?.(outcomes, way);
    const replies = await way.call(event, payload ?? { n: 1 });
    expect(replies).toHaveLength(1);
    const [reply] = replies;
    expect(reply?.ok ? 'OK' : reply?.error.code).toBe(code);
    expect(JSON.stringify(reply)).not.toContain('secret');
    const isOurs = code === 'INTERNAL_SERVER_ERROR' || code === 'REPLY_INVALID';
    expect(outcomes.failures.map(({ error }) => error.code)).toEqual(isOurs ? [code] : []);
  });
});

describe.each(['websocket', 'polling'] as const)('over %s', (transport) => {
  it('the refusal of socket.use is answered once: FORBIDDEN, or the error that it gave', async () => {
    await using outcomes = await serveOutcomes();
    outcomes.io.on('connection', (socket) => {
      socket.use(([event], next) =>
        next(
          event === 'try:plain'
            ? new Error('no')
            : event === 'try:small'
              ? new EventError('CONFLICT')
              : undefined,
        ),
      );
    });
    const way = await outcomes.socket(transport);
    for (const [event, code] of [
      ['try:plain', 'FORBIDDEN'],
      ['try:small', 'CONFLICT'],
    ] as const) {
      expect(await way.call(event, { n: 1 })).toEqual([
        { ok: false, error: expect.objectContaining({ code }) },
      ]);
    }
  });

  it('the refusal of the connect hook reaches the caller once, typed', async () => {
    await using outcomes = await serveOutcomes();
    const socket = io(outcomes.url, { forceNew: true, transports: [transport], auth: { refuse: true } });
    const [error] = (await once(socket as never, 'connect_error')) as [Error & { data: unknown }];
    expect(error.data).toMatchObject({ code: 'UNAUTHORIZED' });
    socket.disconnect();
  });

  it('a call whose caller leaves settles once: DISCONNECTED', async () => {
    await using outcomes = await serveOutcomes();
    const way = await outcomes.socket(transport);
    void way.call('try:hang', { n: 1 });
    await expect.poll(() => outcomes.inFlight()).toBe(1);
    way.disconnect();
    await expect.poll(() => outcomes.inFlight()).toBe(0);
    expect(outcomes.records).toEqual([expect.objectContaining({ event: 'try:hang', code: 'DISCONNECTED' })]);
  });
});
