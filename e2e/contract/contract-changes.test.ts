import { type ClientOptions, createClient } from '@switchboard/client';
import { createRouter } from '@switchboard/router';
import { io } from 'socket.io-client';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Served, serveOverTls } from './serve-over-tls.ts';
import { today, yesterday } from './shop.ts';

/** A row of a database, with three columns that no contract names. */
const ROW = { password_hash: 'secret', created_by: 7, internal: { note: 'secret' } };

const IDS = ['o1', 'o2'];

/** What the controllers got. */
type Seen = unknown[];

/** Answers with what only today's contract has, and with a row. */
const serveToday = (seen: Seen) =>
  serveOverTls(today, (publish) =>
    createRouter(today).controllers({
      'order:place': ({ message }, { fail }) => {
        seen.push(message);
        const [first] = message.lines;
        if (first?.item === 'nothing') return fail('SOLD_OUT', { item: first.item, until: 'noon' });
        if (first?.item === 'anything') return fail('CLOSED', { opens: 'noon' });
        const lines = message.lines.map((line) => ({ colour: 'red', ...line, ...ROW }));
        const by = { ...message.by, ...ROW, ...(message.by.kind === 'member' && { since: 2_020 }) };
        publish.emit('order:placed', { id: 'o1', lines, total: 5, ...ROW });
        return { id: 'o1', lines, by, total: 5, ...ROW };
      },
      'order:list': ({ message }) => {
        seen.push(message);
        return message ? { ids: IDS.slice(0, message.limit), next: 'o2' } : { ids: IDS };
      },
    }),
  );

const serveYesterday = (seen: Seen) =>
  serveOverTls(yesterday, (publish) =>
    createRouter(yesterday).controllers({
      'order:place': ({ message }, { fail }) => {
        seen.push(message);
        const [first] = message.lines;
        if (first?.item === 'nothing') return fail('SOLD_OUT', { item: first.item });
        const { lines, by } = message;
        publish.emit('order:placed', { id: 'o1', lines, ...ROW });
        return { id: 'o1', lines, by, ...ROW };
      },
      'order:list': ({ message }) => {
        seen.push(message);
        return { ids: IDS };
      },
    }),
  );

const optionsFor = ({ ca }: Served): ClientOptions => ({ socketOptions: { ca, transports: ['websocket'] } });

function clientOfYesterday(server: Served) {
  const client = createClient(yesterday, server.url, optionsFor(server));
  onTestFinished(() => client.disconnect());
  return client;
}

function clientOfToday(server: Served) {
  const client = createClient(today, server.url, optionsFor(server));
  onTestFinished(() => client.disconnect());
  return client;
}

const member = { kind: 'member', name: 'Ada' } as const;
const order = { lines: [{ item: 'lamp' }], by: member };
const orderOf = (item: string) => ({ ...order, lines: [{ item }] });

describe("a client of yesterday's contract, at a server of today's", () => {
  it('gets replies and events without the fields that it does not know', async () => {
    const seen: Seen = [];
    await using server = await serveToday(seen);
    const client = clientOfYesterday(server);
    const heard = new Promise((resolve) => client.on('order:placed', resolve));
    expect(await client.call('order:place', order)).toEqual({
      ok: true,
      data: { id: 'o1', lines: [{ item: 'lamp' }], by: member },
    });
    expect(await heard).toEqual({ id: 'o1', lines: [{ item: 'lamp' }] });
    expect(seen).toEqual([order]);
  });

  it('gets a declared error without the field that it does not know', async () => {
    await using server = await serveToday([]);
    expect(await clientOfYesterday(server).call('order:place', orderOf('nothing'))).toMatchObject({
      ok: false,
      error: { code: 'SOLD_OUT', data: { item: 'nothing' } },
    });
  });

  it('calls an event without a payload, that has one since which may be left out', async () => {
    const seen: Seen = [];
    await using server = await serveToday(seen);
    const all = { ok: true, data: { ids: IDS } };
    expect(await clientOfYesterday(server).call('order:list')).toEqual(all);
    const plain = io(server.url, { ca: server.ca, transports: ['websocket'], forceNew: true });
    onTestFinished(() => void plain.disconnect());
    for (const payload of [[], [null], [undefined], [null, { id: 'a' }]])
      expect(await plain.emitWithAck('order:list', ...payload)).toEqual(all);
    expect(await server.post('order:list', null)).toEqual(all);
    expect(seen.every((message) => message === null || message === undefined)).toBe(true);
  });

  it('gets an error that it does not know whole', async () => {
    await using server = await serveToday([]);
    expect(await clientOfYesterday(server).call('order:place', orderOf('anything'))).toMatchObject({
      ok: false,
      error: { code: 'CLOSED', message: 'CLOSED', data: { opens: 'noon' } },
    });
  });
});

describe("a client of today's contract, at a server of yesterday's", () => {
  const newOrder = {
    lines: [{ item: 'lamp', colour: 'blue' }],
    by: { ...member, since: 2_021 },
    note: 'quick',
  };

  it('is served: the server leaves out the fields that it does not know', async () => {
    const seen: Seen = [];
    await using server = await serveYesterday(seen);
    const client = clientOfToday(server);
    const heard = new Promise((resolve) => client.on('order:placed', resolve));
    expect(await client.call('order:place', newOrder)).toEqual({ ok: true, data: { id: 'o1', ...order } });
    expect(await heard).toEqual({ id: 'o1', lines: order.lines });
    expect(seen).toEqual([order]);
  });

  it('gets the errors of yesterday', async () => {
    await using server = await serveYesterday([]);
    expect(await clientOfToday(server).call('order:place', orderOf('nothing'))).toMatchObject({
      ok: false,
      error: { code: 'SOLD_OUT', data: { item: 'nothing' } },
    });
  });

  it('calls an event whose payload may be left out, and is refused with the payload alone', async () => {
    await using server = await serveYesterday([]);
    const client = clientOfToday(server);
    expect(await client.call('order:list')).toEqual({ ok: true, data: { ids: IDS } });
    expect(await client.call('order:list', { limit: 1 })).toMatchObject({
      ok: false,
      error: { code: 'BAD_REQUEST', issues: [{ message: 'This event takes no payload.' }] },
    });
  });

  it('is served over HTTP as well', async () => {
    const seen: Seen = [];
    await using server = await serveYesterday(seen);
    expect(await server.post('order:place', newOrder)).toEqual({ ok: true, data: { id: 'o1', ...order } });
    expect(seen).toEqual([order]);
  });
});

describe("a caller over HTTP that knows yesterday's contract, at a server of today's", () => {
  it('is served, and gets what the server knows', async () => {
    await using server = await serveToday([]);
    const lines = [{ item: 'lamp', colour: 'red' }];
    const by = { ...member, since: 2_020 };
    const data = { id: 'o1', lines, by, total: 5 };
    expect(await server.post('order:place', order)).toEqual({ ok: true, data });
    expect(await server.post('order:place', orderOf('anything'))).toMatchObject({
      ok: false,
      error: { code: 'CLOSED', data: { opens: 'noon' } },
    });
  });
});

describe('a row that a controller returns or publishes, with three columns that are not in the contract', () => {
  it('leaves the server without them, over sockets and HTTP', async () => {
    await using server = await serveToday([]);
    const socket = io(server.url, { ca: server.ca, transports: ['websocket'], forceNew: true });
    onTestFinished(() => void socket.disconnect());
    const heard = new Promise((resolve) => socket.once('order:placed', resolve));
    const lines = [{ item: 'lamp', colour: 'red' }];
    const data = { id: 'o1', lines, by: { ...member, since: 2_020 }, total: 5 };
    expect(await socket.emitWithAck('order:place', order)).toEqual({ ok: true, data });
    expect(await heard).toEqual({ id: 'o1', lines, total: 5 });
    expect(await server.post('order:place', order)).toEqual({ ok: true, data });
  });
});
