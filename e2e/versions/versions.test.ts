import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ConnectionState } from '@switchboard/client';
import type { AnyReply } from '@switchboard/contract';
import type { Socket } from 'socket.io-client';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import {
  compile,
  createApplication,
  type Installation,
  installVersions,
  lowestVersions,
  runKit,
  unpack,
  VERSIONS,
  versionAt,
} from './installation.ts';
import { type RunningApplication, startApplication } from './running-application.ts';
import { type Connect, playScript } from './script.ts';

const TRANSPORTS = ['polling', 'websocket'] as const;

/** What our packages leave to the application. */
const PEERS = [
  ['router', 'socket.io'],
  ['client', 'socket.io-client'],
  ['client', 'react'],
  ['ws-engine', 'ws'],
] as const;

/** What the kit leaves to the application. */
const PEERS_OF_KIT = ['socket.io', 'socket.io-client', 'ws', 'express', 'tsx'] as const;

type Transport = (typeof TRANSPORTS)[number];

/** What is needed of the application's client: only the application is compiled with its contract. */
interface OrderClient {
  readonly state: ConnectionState;
  connect(): void;
  disconnect(): void;
  call(event: string, payload: object): Promise<AnyReply>;
  send(event: string, payload: object): void;
  on(event: string, listener: (payload: unknown) => void): () => void;
  onState(listener: (state: ConnectionState) => void): () => void;
}

interface OrderClientModule {
  createOrderClient(url: string, transport: Transport): OrderClient;
  shareSocket(url: string, transport: Transport): OrderClient & { readonly socket: Socket };
}

interface OrderListModule {
  orderList(client: OrderClient): unknown;
}

/** What is needed of react-test-renderer, whose versions have types of their own. */
interface Renderer {
  act(task: () => unknown): Promise<void>;
  create(element: unknown): { toJSON(): { children: string[] } | null; unmount(): void };
}

declare module 'vitest' {
  interface ProvidedContext {
    tarballs: Record<string, string>;
  }
}

let packages: Installation;

beforeAll(async () => {
  [packages] = await Promise.all([unpack(inject('tarballs')), installVersions()]);
});

afterAll(() => packages?.[Symbol.dispose]());

it.each(PEERS)('packages/%s takes no older %s than the oldest one here', (ours, peer) => {
  const { taken, tested } = lowestVersions(ours, peer);
  expect(taken).toBe(tested);
});

const OTHER_PEERS = [
  ...PEERS_OF_KIT.map((peer) => ['node-server', peer] as const),
  ['router', '@opentelemetry/api'] as const,
];

it.each(OTHER_PEERS)('packages/%s takes no older %s than the oldest one here, for the kit', (ours, peer) => {
  const { taken, tested } = lowestVersions(ours, peer);
  expect(taken).toBe(tested);
});

describe.each(['4.6', '4.8'] as const)('the kit with its peers in the folder %s', (version) => {
  let installation: Installation;

  beforeAll(() => {
    installation = createApplication(version, packages);
  });

  afterAll(() => installation?.[Symbol.dispose]());

  it.each(PEERS_OF_KIT)('has one copy of %s', (peer) => {
    expect(versionAt(installation, '@switchboard/node-server', peer)).toBe(versionAt(installation, peer));
  });

  it('compiles', async () => {
    expect(await compile(installation, 'kit')).toBe('');
  });

  it('serves, with a store that tsx reads', async () => {
    const replies = [1, 2].map((number) => JSON.stringify({ ok: true, data: { number } }));
    expect(await runKit(installation)).toEqual(replies);
  });
});

describe.each(VERSIONS)('an application on Socket.IO %s', (version) => {
  let installation: Installation;
  let bare: RunningApplication;
  let attached: RunningApplication;
  let batched: RunningApplication;
  let io: Connect;
  let compiler: string;
  let load: NodeJS.Require;

  beforeAll(async () => {
    installation = createApplication(version, packages);
    compiler = await compile(installation);
    load = createRequire(join(installation.folder, 'package.json'));
    ({ io } = load('socket.io-client') as typeof import('socket.io-client'));
    [bare, attached, batched] = await Promise.all([
      startApplication(installation),
      startApplication(installation, 'attached'),
      startApplication(installation, 'attached', 'batched'),
    ]);
  });

  afterAll(async () => {
    await Promise.all([bare, attached, batched].map((application) => application?.stop()));
    installation?.[Symbol.dispose]();
  });

  const openClient = (transport: Transport): OrderClient => {
    const { createOrderClient } = load('./built/order-client.js') as OrderClientModule;
    const client = createOrderClient(attached.url, transport);
    onTestFinished(() => client.disconnect());
    client.connect();
    return client;
  };

  it('has an engine of its own', () => {
    const engines = { '4.6': '6.4.', '4.7': '6.5.', '4.8': '6.6.' };
    expect(versionAt(installation, 'socket.io')).toMatch(`${version}.`);
    expect(versionAt(installation, 'socket.io', 'engine.io')).toMatch(engines[version]);
    expect(versionAt(installation, 'socket.io-client', 'engine.io-client')).toMatch(engines[version]);
  });

  it.each(PEERS)('has one copy of what packages/%s takes as a peer: %s', (ours, peer) => {
    expect(versionAt(installation, `@switchboard/${ours}`, peer)).toBe(versionAt(installation, peer));
  });

  it('compiles with the router attached to its server', () => {
    expect(compiler).toBe('');
  });

  it('compiles where our packages have another copy of Socket.IO', async () => {
    using both = createApplication(version, packages, { twoCopies: true });
    expect(await compile(both)).toBe('');
  });

  it.each(TRANSPORTS)('behaves over %s as before the router was attached', async (transport) => {
    const play = ({ url }: RunningApplication) => playScript({ io, url, transport });
    const [before, after, withEngine] = await Promise.all([bare, attached, batched].map(play));
    expect(after).toEqual(before);
    expect(withEngine).toEqual(before);
  });

  it.each(TRANSPORTS)('answers the events of the contract over %s as declared', async (transport) => {
    const socket = io(attached.url, { transports: [transport], forceNew: true, auth: { name: 'carol' } });
    onTestFinished(() => void socket.disconnect());
    const place = (payload: unknown): Promise<unknown> => socket.emitWithAck('order:place', payload);
    expect(await place({ item: 'apple' })).toEqual({
      ok: true,
      data: { item: 'apple', by: 'carol', bytes: 0 },
    });
    const picture = Buffer.from([1, 2, 3]);
    expect(await place({ item: 'pear', picture })).toMatchObject({ ok: true, data: { bytes: 3 } });
    const soldOut = { code: 'SOLD_OUT', data: { item: 'unicorn' } };
    expect(await place({ item: 'unicorn' })).toMatchObject({ ok: false, error: soldOut });
    const badRequest = { code: 'BAD_REQUEST', issues: [{ path: ['item'] }] };
    expect(await place({ item: 1 })).toMatchObject({ ok: false, error: badRequest });
    const noted = new Promise((resolve) => socket.once('order:noted', resolve));
    socket.emit('order:note', { text: 'quick' });
    expect(await noted).toEqual({ text: 'quick' });
  });

  it.each(TRANSPORTS)('serves our client over %s, across a lost connection', async (transport) => {
    const client = openClient(transport);
    const early = ['apple', 'pear', 'unicorn'].map((item) => client.call('order:place', { item }));
    const items = (await Promise.all(early)).map((reply) => (reply.ok ? reply.data : reply.error.code));
    expect(items).toMatchObject([{ item: 'apple' }, { item: 'pear' }, 'SOLD_OUT']);
    const noted = new Promise((resolve) => client.on('order:noted', resolve));
    client.send('order:note', { text: 'quick' });
    expect(await noted).toEqual({ text: 'quick' });
    const lost = new Promise((resolve) =>
      client.onState(({ status }) => status === 'reconnecting' && resolve(status)),
    );
    await fetch(`${attached.url}/cut`);
    await lost;
    const buffered = client.call('order:place', { item: 'plum', picture: new Uint8Array([1, 2, 3]) });
    expect(await buffered).toMatchObject({ ok: true, data: { item: 'plum', bytes: 3 } });
    expect(client.state).toMatchObject({ status: 'connected', transport });
  });

  it.each(TRANSPORTS)('serves our client on a socket that the application has over %s', async (transport) => {
    const { shareSocket } = load('./built/order-client.js') as OrderClientModule;
    const client = shareSocket(attached.url, transport);
    const { socket } = client;
    onTestFinished(() => void socket.disconnect());
    const order = client.call('order:place', { item: 'apple' });
    expect(await socket.emitWithAck('sum', 1, 2, 3)).toBe(6);
    expect(await order).toMatchObject({ ok: true, data: { item: 'apple', by: 'carol' } });
    const back = new Promise<void>((resolve) => {
      socket.once('disconnect', () => socket.once('connect', () => resolve()));
    });
    await fetch(`${attached.url}/cut`);
    await back;
    expect(await client.call('order:place', { item: 'plum' })).toMatchObject({ ok: true });
    expect(await socket.emitWithAck('pair')).toBe('one');
    expect(client.state).toMatchObject({ status: 'connected', transport });
  });

  it('shows the connection, a reply and events in its React', async () => {
    const { act, create } = load('react-test-renderer') as Renderer;
    const { orderList } = load('./built/order-list.js') as OrderListModule;
    const client = openClient('websocket');
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
    onTestFinished(() => void Reflect.deleteProperty(globalThis, 'IS_REACT_ACT_ENVIRONMENT'));
    let page: ReturnType<Renderer['create']> | undefined;
    await act(() => {
      page = create(orderList(client));
    });
    expect(page?.toJSON()?.children).toEqual(['connecting ']);
    await act(async () => {
      await client.call('order:place', { item: 'pear' });
      const noted = new Promise((resolve) => client.on('order:noted', resolve));
      client.send('order:note', { text: 'quick' });
      await noted;
    });
    expect(page?.toJSON()?.children).toEqual(['connected apple quick']);
    await act(() => page?.unmount());
  });

  it('ends at a listener that throws, where it has no handler, as before', async () => {
    const crash = ({ url, ended }: RunningApplication): Promise<unknown> => {
      const socket = io(url, { forceNew: true, reconnection: false });
      onTestFinished(() => void socket.disconnect());
      return Promise.race([ended, new Promise((resolve) => socket.emit('crash', resolve))]);
    };
    const [before, after] = await Promise.all([crash(bare), crash(attached)]);
    expect(before).toEqual({ code: 1, error: 'Error: The listener crashed.' });
    expect(after).toEqual(before);
  });
});
