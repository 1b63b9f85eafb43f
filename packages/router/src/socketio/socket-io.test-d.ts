import { Server, type Socket } from 'socket.io';
import { expectTypeOf, it } from 'vitest';
import { contract, controllers, scopes } from '../contract.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { createPublisher } from '../publish/publisher.ts';
import { createSocketMsgRouter } from './attach.ts';

interface SessionContext extends RouterContext {
  readonly session: string;
}

const router = createRouter(contract, { scopes }).controllers(controllers);
const withSessions = createRouter(contract, { scopes }).context<SessionContext>().controllers(controllers);
const nobody = { user: undefined, scopes: [] };

/** The public members alone, as TypeScript sees a class of another copy of the package: it does not know its private members. */
type OtherCopy<Class> = { [Member in keyof Class]: Class[Member] };

interface Events {
  hello(n: number): void;
}
interface Data {
  readonly session: string;
}
type OwnServer = Server<Events, Events, Events, Data>;
type OwnSocket = Socket<Events, Events, Events, Data>;

it('attaches to a server of any event types, of this copy of Socket.IO and of another', () => {
  const adapter = createSocketMsgRouter(router, { context: () => nobody });
  adapter.attach(new Server());
  adapter.attach(new Server() as OwnServer);
  adapter.attach({} as OtherCopy<Server>);
  adapter.attach({} as OtherCopy<OwnServer>);
  createPublisher(contract, {} as OtherCopy<Server>);
  createPublisher(contract, {} as OtherCopy<OwnServer>);
  // @ts-expect-error a socket is no server
  adapter.attach({} as Socket);
});

it('takes a socket of any event types, of this copy of Socket.IO and of another', () => {
  const adapter = createSocketMsgRouter(router);
  new Server().on('connection', adapter);
  adapter({} as OwnSocket);
  adapter({} as OtherCopy<OwnSocket>);
});

it("gives `context` and the hooks the application's own socket where one of them names it", () => {
  createSocketMsgRouter(withSessions, {
    context: (socket: OwnSocket) => ({ ...nobody, session: socket.data.session }),
    admit: (socket) => expectTypeOf(socket).toEqualTypeOf<OwnSocket>(),
    onConnect: (socket) => expectTypeOf(socket).toEqualTypeOf<OwnSocket>(),
  });
  createSocketMsgRouter(withSessions, (socket: OtherCopy<OwnSocket>) => ({
    ...nobody,
    session: socket.data.session,
  }));
});

it('gives them the socket of this copy where none of them names one', () => {
  createSocketMsgRouter(router, {
    context: (socket) => {
      expectTypeOf(socket).toEqualTypeOf<Socket>();
      return nobody;
    },
    onConnect: (socket) => expectTypeOf(socket).toEqualTypeOf<Socket>(),
  });
});

it('needs a context where the controllers need more than a stranger, and one that is no promise', () => {
  createSocketMsgRouter(router);
  // @ts-expect-error the controllers need a session
  createSocketMsgRouter(withSessions);
  // @ts-expect-error the context lacks the session
  createSocketMsgRouter(withSessions, { context: () => nobody });
  // @ts-expect-error a promise makes nobody known
  createSocketMsgRouter(router, { context: async () => nobody });
  // @ts-expect-error neither answers nor ignores
  createSocketMsgRouter(router, { context: () => nobody, unknownEvents: 'drop' });
});
