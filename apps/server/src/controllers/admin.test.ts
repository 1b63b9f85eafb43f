import type { AnyReply } from '@switchboard/contract';
import { serverEventMap } from '@switchboard/events';
import { dataOf, next, record } from '@switchboard/node-server/testing';
import { pino } from 'pino';
import type { Socket } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { failure, settled, startApp, type TestApp } from '../app.fixture.ts';

interface Page<Item> {
  items: Item[];
  next?: string;
  total: number;
}

/** A client of the admin namespace, on a connection of its own. */
async function connectAdmin(app: TestApp): Promise<Socket> {
  const socket = (await app.connect()).io.socket('/admin');
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  return socket;
}

/** Alice and Bob, both in the room `general`, and an admin. */
async function startChat() {
  const app = await startApp();
  const [alice, bob] = [await app.login('Alice'), await app.login('Bob')];
  for (const { socket } of [alice, bob]) await socket.emitWithAck('room:join', { room: 'general' });
  const admin = await connectAdmin(app);
  const ask = async <T>(event: string, payload: object): Promise<T> =>
    dataOf<T>(await admin.emitWithAck(event, payload));
  return { app, alice, bob, admin, ask, [Symbol.asyncDispose]: () => app[Symbol.asyncDispose]() };
}

describe('the admin namespace', () => {
  it('is there in development, and an unknown namespace in production', async () => {
    await using development = await startApp();
    expect((await connectAdmin(development)).connected).toBe(true);
    await using production = await startApp({ production: true });
    await expect(connectAdmin(production)).rejects.toThrow('Invalid namespace');
  });

  it('lets no page of a foreign origin in, and no client of another contract', async () => {
    await using app = await startApp();
    const stranger = app.connect({ extraHeaders: { origin: 'https://evil.example' } });
    await expect(stranger).rejects.toThrow();
    const chat = (await app.connect()).io.socket('/admin', {
      auth: { contract: { name: 'chat', version: '1.0.0' } },
    });
    const error = await next<Error>(chat, 'connect_error');
    expect(error.message).toBe('This server speaks the contract admin 1.0.0, not chat 1.0.0.');
  });

  it('has no event of the chat, and the chat none of the admin', async () => {
    await using chat = await startChat();
    expect(await chat.admin.emitWithAck('room:list')).toEqual(failure('NOT_FOUND'));
    expect(await chat.alice.socket.emitWithAck('admin:sockets', {})).toEqual(failure('NOT_FOUND'));
  });
});

describe('admin:sockets', () => {
  it('lists the sockets of the chat with who, where and how, and not those of admins', async () => {
    await using chat = await startChat();
    const { items } = await chat.ask<Page<{ id: string }>>('admin:sockets', {});
    const found = items.find(({ id }) => id === chat.alice.socket.id);
    expect(found).toEqual({
      id: chat.alice.socket.id,
      user: chat.alice.user,
      rooms: ['general'],
      transport: 'websocket',
      address: expect.stringMatching(/127\.0\.0\.1|::1/),
      connectedAt: expect.stringMatching(/^\d{4}-/),
    });
    expect(items.map(({ id }) => id)).not.toContain(chat.admin.id);
  });

  it('gives them page by page, and finds them by name and room', async () => {
    await using chat = await startChat();
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page: Page<{ id: string }> = await chat.ask('admin:sockets', {
        limit: 1,
        ...(cursor !== undefined && { cursor }),
      });
      seen.push(...page.items.map(({ id }) => id));
      expect(page.total).toBe(3);
      cursor = page.next;
    } while (cursor !== undefined);
    expect(new Set(seen).size).toBe(3);
    expect(await chat.ask('admin:sockets', { search: 'ALIC' })).toMatchObject({
      items: [{ user: chat.alice.user }],
      total: 1,
    });
    expect(await chat.ask('admin:sockets', { search: 'general' })).toMatchObject({ total: 2 });
  });

  it.each([{ limit: 0 }, { limit: 101 }, { search: 'x'.repeat(65) }])('refuses %j', async (payload) => {
    await using chat = await startChat();
    expect(await chat.admin.emitWithAck('admin:sockets', payload)).toEqual(failure('BAD_REQUEST'));
  });
});

describe('the other lists', () => {
  it('admin:identities has everyone who is logged in, connected or not, and no token', async () => {
    await using chat = await startChat();
    const gone = await chat.app.login('Zoe');
    gone.socket.disconnect();
    await chat.alice.socket.emitWithAck('session:logout');
    const page = await chat.ask<Page<unknown>>('admin:identities', { limit: 1 });
    expect(page).toEqual({
      items: [{ user: chat.bob.user, sockets: 1, rooms: ['general'] }],
      next: 'Bob',
      total: 2,
    });
    await expect
      .poll(() => chat.ask('admin:identities', { cursor: 'Bob' }))
      .toEqual({ items: [{ user: gone.user, sockets: 0, rooms: [] }], total: 2 });
    expect(await chat.ask('admin:identities', { search: 'BO' })).toMatchObject({ total: 1 });
  });

  it('admin:rooms counts people and sockets apart, and admin:members lists the sockets', async () => {
    await using chat = await startChat();
    const tab = await chat.app.connect({ auth: { token: chat.bob.token } });
    await tab.emitWithAck('room:join', { room: 'general' });
    await tab.emitWithAck('room:join', { room: 'attic' });
    expect(await chat.ask('admin:rooms', {})).toEqual({
      items: [
        { name: 'attic', people: 1, sockets: 1 },
        { name: 'general', people: 2, sockets: 3 },
      ],
      total: 2,
    });
    const members = await chat.ask<Page<{ id: string }>>('admin:members', { room: 'general', search: 'Bob' });
    expect(members.items.map(({ id }) => id).sort()).toEqual([tab.id, chat.bob.socket.id].sort());
    expect(await chat.ask('admin:members', { room: 'empty' })).toEqual({ items: [], total: 0 });
  });

  it('admin:rates counts the calls of a window, and its own calls nowhere', async () => {
    await using chat = await startChat();
    const rates = chat.ask<{ events: { event: string; perSecond: number; total: number }[] }>('admin:rates', {
      window: 300,
    });
    // The admin's call must be on its way before the calls that it counts.
    await chat.admin.emitWithAck('admin:rooms', {});
    for (let count = 0; count < 5; count++) await chat.alice.socket.emitWithAck('system:time');
    await chat.alice.socket.emitWithAck('typing:set', { room: 1 });
    const { events } = await rates;
    expect(events.find(({ event }) => event === 'system:time')).toMatchObject({ total: 5, failed: 0 });
    expect(events.find(({ event }) => event === 'typing:set')).toMatchObject({ total: 1, failed: 1 });
    expect(events.find(({ event }) => event === 'system:time')?.perSecond).toBeGreaterThan(1);
    expect(events.find(({ event }) => event === 'session:login')).toMatchObject({ perSecond: 0, total: 2 });
    expect(events.filter(({ event }) => event.startsWith('admin'))).toEqual([]);
  });
});

describe('admin:disconnect', () => {
  it('ends one socket, and the others hear that it left', async () => {
    await using chat = await startChat();
    const [gone, left] = [
      next(chat.alice.socket, 'disconnect'),
      next<{ user: unknown }>(chat.bob.socket, 'room:left'),
    ];
    const { id: socketId } = chat.alice.socket;
    await chat.ask('admin:disconnect', { socketId });
    expect(await gone).toBe('io server disconnect');
    expect((await left).user).toEqual(chat.alice.user);
    const again = await chat.admin.emitWithAck('admin:disconnect', { socketId });
    expect(again).toEqual(failure('SOCKET_NOT_FOUND', { data: { socketId } }));
  });

  it('does not find the socket of an admin', async () => {
    await using chat = await startChat();
    const reply = await chat.admin.emitWithAck('admin:disconnect', { socketId: chat.admin.id });
    expect(reply).toEqual(failure('SOCKET_NOT_FOUND'));
  });
});

describe('admin:emit', () => {
  const notice = { level: 'info', text: 'hello' };
  const emit = (chat: { admin: Socket }, target: object, payload: unknown = notice): Promise<AnyReply> =>
    chat.admin.emitWithAck('admin:emit', { event: 'system:notice', payload, target });

  it('reaches those that are meant, says how many, and no one else', async () => {
    await using chat = await startChat();
    await chat.bob.socket.emitWithAck('room:join', { room: 'attic' });
    const [alice, bob] = [record(chat.alice.socket), record(chat.bob.socket)];
    const said = ['system:notice', notice];
    expect(await emit(chat, { to: 'socket', socketId: chat.alice.socket.id })).toMatchObject({
      data: { sockets: 1 },
    });
    expect(await emit(chat, { to: 'user', userId: chat.alice.user.id })).toMatchObject({
      data: { sockets: 1 },
    });
    expect(await emit(chat, { to: 'room', room: 'attic' })).toMatchObject({ data: { sockets: 1 } });
    expect(await emit(chat, { to: 'room', room: 'nowhere' })).toMatchObject({ data: { sockets: 0 } });
    expect(await emit(chat, { to: 'everyone' })).toMatchObject({ data: { sockets: 3 } });
    await settled(chat.alice.socket, chat.bob.socket);
    expect(alice).toEqual([said, said, said]);
    expect(bob).toEqual([said, said]);
  });

  it('sends no field that the contract does not name: it is a warning in the log once, and counted each time', async () => {
    const warnings: { msg: string }[] = [];
    const logger = pino({ level: 'warn' }, { write: (line: string) => warnings.push(JSON.parse(line)) });
    await using app = await startApp({}, logger);
    const { socket } = await app.login('Alice');
    const heard = record(socket);
    const admin = await connectAdmin(app);
    for (let i = 0; i < 2; i++) await emit({ admin }, { to: 'everyone' }, { ...notice, password: 'x' });
    await settled(socket);
    expect(heard).toEqual(Array(2).fill(['system:notice', notice]));
    expect(warnings.filter(({ msg }) => msg.startsWith('A field is not in'))).toMatchObject([
      { level: 40, event: 'system:notice', path: ['password'] },
    ]);
    const { text } = await app.request('/metrics');
    expect(text).toContain('switchboard_unknown_fields_total{event="system:notice"} 2\n');
    // It is an event, and no call that settled.
    expect(text).not.toContain('switchboard_call_duration_seconds_count{event="system:notice"}');
  });

  it('sends nothing that breaks the contract, and says what does not fit', async () => {
    await using chat = await startChat();
    const heard = record(chat.alice.socket);
    expect(await emit(chat, { to: 'everyone' }, { level: 'loud', text: '' })).toEqual(
      failure('BAD_REQUEST', {
        message: 'The payload does not fit system:notice.',
        issues: [
          expect.objectContaining({ path: ['payload', 'level'] }),
          expect.objectContaining({ path: ['payload', 'text'] }),
        ],
      }),
    );
    await settled(chat.alice.socket);
    expect(heard).toEqual([]);
  });

  it('takes every server event of the contract by its own examples, and no other', async () => {
    await using chat = await startChat();
    for (const [event, { examples }] of Object.entries(serverEventMap)) {
      for (const { payload } of examples) {
        const target = { to: 'everyone' };
        const reply = await chat.admin.emitWithAck('admin:emit', { event, payload, target });
        expect(reply).toMatchObject({ ok: true });
      }
    }
    const reply = await chat.admin.emitWithAck('admin:emit', {
      event: 'room:join',
      payload: {},
      target: { to: 'everyone' },
    });
    expect(reply).toEqual(failure('BAD_REQUEST'));
  });

  it('carries binary', async () => {
    await using chat = await startChat();
    const arrived = next<{ attachment: { bytes: Buffer } }>(chat.bob.socket, 'message:sent');
    const message = serverEventMap['message:sent'].examples[0]?.payload;
    const attachment = { name: 'a', type: 'b', bytes: Buffer.alloc(131_072, 7) };
    await chat.ask('admin:emit', {
      event: 'message:sent',
      payload: { ...message, attachment },
      target: { to: 'everyone' },
    });
    expect((await arrived).attachment.bytes.equals(attachment.bytes)).toBe(true);
  });

  it('says that a socket is not there', async () => {
    await using chat = await startChat();
    expect(await emit(chat, { to: 'socket', socketId: 'nobody' })).toEqual(
      failure('SOCKET_NOT_FOUND', { data: { socketId: 'nobody' } }),
    );
  });
});
