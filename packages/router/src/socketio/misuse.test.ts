import { createServer } from 'node:http';
import { Server } from 'socket.io';
import { Decoder, Encoder } from 'socket.io-parser';
import { describe, expect, it, onTestFinished } from 'vitest';
import { contract, controllers, scopes, stranger } from '../contract.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { CallFailure } from '../core/settle.ts';
import { createSocketMsgRouter } from './attach.ts';
import { measured, measuringParser } from './packet-size.ts';
import { nextFatal } from './process-errors.fixture.ts';
import { serve, serveWith } from './server.fixture.ts';
import type { AnyServer } from './socket-io.ts';

const router = createRouter(contract, { scopes }).controllers(controllers);
const unscoped = createRouter({
  ...contract,
  clientEventMap: { 'time:now': { summary: 'Now' } },
}).controllers({
  'time:now': () => {},
});
const on = (namespace: string) => createSocketMsgRouter(router, { namespace, context: stranger });

const bareServer = createServer();

/** A server without a port. */
function bare(options: object = { parser: measuringParser }): Server {
  const io = new Server(createServer(), options);
  onTestFinished(() => io.close());
  return io;
}

describe('attaching twice', () => {
  const refusal = (path: string, other: string) =>
    new TypeError(
      `The namespace "${path}" has a router already, attached to "${other}": give one router the events of both contracts, or another namespace to this one.`,
    );

  it('to one namespace is refused, with the same router and with another', () => {
    const io = bare();
    const first = on('/');
    first.attach(io);
    expect(() => first.attach(io)).toThrow(refusal('/', '/'));
    expect(() => on('/').attach(io)).toThrow(refusal('/', '/'));
    expect(() => createSocketMsgRouter(unscoped).attach(io)).toThrow(refusal('/', '/'));
    expect(() => first.attach(bare())).not.toThrow();
    expect(() => first.attach(new Server({ parser: measuringParser }))).not.toThrow();
  });

  it.each([
    ['/room/:room', '/room/hall'],
    ['/room/hall', '/room/:room'],
    ['/:a/:b', '/room/:room'],
    ['/:tenant/admin', '/acme/:part'],
  ])('to namespaces that overlap is refused: %s and %s', (one, other) => {
    const io = bare();
    on(one).attach(io);
    expect(() => on(other).attach(io)).toThrow(refusal(other, one));
  });

  it.each([
    ['/', '/:room'],
    ['/room/:room', '/hall/:room'],
    ['/room/:room', '/room/:room/:seat'],
    ['/admin', '/'],
  ])('to namespaces that do not overlap is fine: %s and %s', (one, other) => {
    const io = bare();
    on(one).attach(io);
    expect(() => on(other).attach(io)).not.toThrow();
  });

  it('one socket is refused', async () => {
    const { open } = await serve((socket) => {
      on('/')(socket);
      on('/')(socket);
    });
    const fatal = nextFatal('uncaughtException');
    open();
    expect(await fatal).toEqual(new TypeError('A socket was given to a router twice: give it to one, once.'));
  });
});

describe('a server whose parser does not measure', () => {
  const refusal = new TypeError(
    'maxBytes cannot be enforced on this server: give it the option `parser: measuringParser`, or `measured(parser)` for a parser of your own.',
  );

  it('is refused, by attach and with its first socket', async () => {
    expect(() => on('/').attach(bare({}))).toThrow(refusal);
    expect(() => on('/').attach(bare({ parser: { Encoder, Decoder } }))).toThrow(refusal);
    const { open } = await serve(on('/'), { parser: { Encoder, Decoder } });
    const fatal = nextFatal('uncaughtException');
    open();
    expect(await fatal).toEqual(refusal);
  });

  it('may have its own parser measured', async () => {
    class OwnDecoder extends Decoder {}
    const parser = measured({ Encoder, Decoder: OwnDecoder });
    const { connect } = await serveWith((io) => on('/').attach(io), { parser });
    const caller = await connect();
    expect(await caller.emitWithAck('value:echo', 'x'.repeat(1_000))).toMatchObject({
      error: { code: 'PAYLOAD_TOO_LARGE' },
    });
    expect(await caller.emitWithAck('value:echo', 'x')).toEqual({ ok: true, data: 'x' });
  });
});

describe('what is no server of Socket.IO', () => {
  it.each([undefined, null, {}, createServer(), () => {}])('is refused: %s', (io) => {
    expect(() => on('/').attach(io as AnyServer)).toThrow(
      new TypeError('attach takes the server of Socket.IO: new Server(…) of socket.io 4.6 or newer.'),
    );
  });

  it('is refused where it lacks what this package needs of a socket, which it names', () => {
    const { server } = bare().sockets;
    const socket = {
      id: 's1',
      connected: true,
      nsp: { name: '/' },
      server,
      onevent: () => {},
      ack: () => {},
    };
    expect(() => on('/')(socket as never)).toThrow(
      /^This socket has no run, _onerror, _onclose, listenersAny, join, leave: the router needs socket\.io 4\.6 or newer/,
    );
  });
});

it.each([() => bare(), () => bare().of('/'), () => undefined, () => null, () => ({})])(
  'what is no socket is refused, a server with the way to attach it: %s',
  (give) => {
    expect(() => on('/')(give() as never)).toThrow(
      new TypeError('This takes one socket of Socket.IO: call `attach(io)` for a server.'),
    );
  },
);

describe('what is no router', () => {
  it.each([
    ['nothing', undefined],
    ['a contract', contract],
    ['a router without its controllers', createRouter(contract, { scopes })],
  ])('is refused: %s', (_what, given) => {
    expect(() => createSocketMsgRouter(given as never)).toThrow(
      new TypeError('createSocketMsgRouter takes what createRouter(contract).controllers(…) returns.'),
    );
  });
});

describe('what is no contract, or no map of controllers', () => {
  it.each([
    ['nothing', undefined],
    ['a server', bareServer],
    ['a map of events', contract.clientEventMap],
  ])('is refused: %s in place of a contract', (_what, given) => {
    expect(() => createRouter(given as never)).toThrow(
      new TypeError('createRouter takes a contract: what defineContract(…) returns.'),
    );
  });

  it.each([undefined, null, 'controllers'])('is refused: %s in place of controllers', (given) => {
    expect(() => createRouter(contract, { scopes }).controllers(given as never)).toThrow(
      new TypeError('controllers takes an object with a controller for each event of the contract.'),
    );
  });
});

describe('the options', () => {
  it('may be left out: every sender is a stranger', async () => {
    const { connect } = await serveWith((io) => createSocketMsgRouter(unscoped).attach(io));
    expect(await (await connect()).emitWithAck('time:now')).toEqual({ ok: true });
    expect(() => createSocketMsgRouter(unscoped, {} as never)).not.toThrow();
  });

  it('may not be left out where an event needs a scope', () => {
    expect(() => createSocketMsgRouter(router)).toThrow(
      new TypeError(
        'Nobody could call "secret:read", which needs a scope: give createSocketMsgRouter a `context`.',
      ),
    );
  });

  it.each([null, 'context', 7, { context: null }, { context: { user: undefined, scopes: [] } }])(
    'are refused as %j',
    (options) => {
      expect(() => createSocketMsgRouter(unscoped, options as never)).toThrow(TypeError);
    },
  );

  it.each([
    [{ unknownEvents: 'drop' }, "`unknownEvents` must be 'answer' or 'ignore'."],
    [{ context: null }, '`context` must be a function that returns { user, scopes }.'],
    [{ namespace: /room/ }, '`namespace` must be a text like "/", "/admin" or "/room/:room".'],
    [{ admit: true }, '`admit` must be a function.'],
    [{ onConnect: {} }, '`onConnect` must be a function.'],
    [{ onDisconnect: null }, '`onDisconnect` must be a function.'],
    [{ onHookFailed: 'log' }, '`onHookFailed` must be a function.'],
    [{ hookTimeout: '10s' }, '`hookTimeout` must be a number.'],
    [{ maxQueued: null }, '`maxQueued` must be a number.'],
    [
      { admitt: () => {} },
      'createSocketMsgRouter has no option `admitt`: it takes namespace, context, unknownEvents, admit, onConnect, onDisconnect, onHookFailed, hookTimeout, maxQueued.',
    ],
    [{ constructor: 1 }, expect.stringContaining('has no option `constructor`')],
  ])('that cannot be are refused by name: %j', (options, message) => {
    expect(() => createSocketMsgRouter(router, { context: stranger, ...options } as never)).toThrow(
      expect.objectContaining({ name: 'TypeError', message }),
    );
  });

  it('may be given as undefined', () => {
    const options = { context: stranger, namespace: undefined, admit: undefined, maxQueued: undefined };
    expect(() => createSocketMsgRouter(router, options as never)).not.toThrow();
  });
});

describe('a context', () => {
  const ASYNCHRONOUS =
    '`context` must return { user, scopes } at once, not a promise: do what takes time in `admit` or `onConnect`, and keep its result in socket.data.';

  it('that is an async function is refused at the start', () => {
    const context = async () => stranger();
    expect(() => createSocketMsgRouter(router, { context: context as never })).toThrow(
      new TypeError(ASYNCHRONOUS),
    );
    expect(() => createSocketMsgRouter(router, context as never)).toThrow(new TypeError(ASYNCHRONOUS));
  });

  it.each([
    ['a promise', () => Promise.resolve(stranger()), ASYNCHRONOUS],
    ['a promise that rejects', () => Promise.reject(new Error('no session')), ASYNCHRONOUS],
    ['nothing', () => undefined, '`context` must return { user, scopes }'],
    ['no scopes', () => ({ user: { id: 'ann' } }), '`context` must return { user, scopes }'],
    ['a user that is a text', () => ({ user: 'ann', scopes: [] }), '`context` must return { user, scopes }'],
    ['a user without an id', () => ({ user: {}, scopes: [] }), '`context` must return { user, scopes }'],
  ])('that returns %s fails each call, with the reason in the log', async (_what, context, reason) => {
    const failures: CallFailure[] = [];
    const logged = createRouter(contract, { scopes, onFailure: (f) => failures.push(f) }).controllers(
      controllers,
    );
    const { connect } = await serveWith((io) =>
      createSocketMsgRouter(logged, { context: context as never }).attach(io),
    );
    const reply: unknown = await (await connect()).emitWithAck('time:now');
    expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL_SERVER_ERROR' } });
    expect(failures).toMatchObject([{ error: { cause: { message: expect.stringContaining(reason) } } }]);
  });
});
