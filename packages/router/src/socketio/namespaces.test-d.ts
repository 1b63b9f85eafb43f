import { expectTypeOf, it } from 'vitest';
import { contract, controllers } from '../contract.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { createSocketMsgRouter } from './attach.ts';
import { type NamespaceParams, namespacePattern } from './namespaces.ts';

interface RoomContext extends RouterContext {
  readonly room: string;
}

const router = createRouter(contract).context<RoomContext>().controllers(controllers);
const nobody = { user: undefined, scopes: [] };

it('has exactly the parameters of its path, each a text', () => {
  expectTypeOf<NamespaceParams<'/room/:room'>>().toEqualTypeOf<{ readonly room: string }>();
  expectTypeOf<NamespaceParams<'/:tenant/room/:room'>>().toEqualTypeOf<{
    readonly tenant: string;
    readonly room: string;
  }>();
  expectTypeOf<keyof NamespaceParams<'/admin'>>().toEqualTypeOf<never>();
  expectTypeOf<keyof NamespaceParams<'/'>>().toEqualTypeOf<never>();
  expectTypeOf(namespacePattern('/room/:room').match('/room/a')).toEqualTypeOf<
    { readonly room: string } | undefined
  >();
});

it('types the parameters of the context and of every hook', () => {
  createSocketMsgRouter(router, {
    namespace: '/room/:room',
    context: (_socket, { params }) => {
      expectTypeOf(params).toEqualTypeOf<{ readonly room: string }>();
      return { ...nobody, room: params.room };
    },
    admit: (_socket, { params }) => expectTypeOf(params.room).toEqualTypeOf<string>(),
    onConnect: (_socket, { params, signal }) => {
      expectTypeOf(params.room).toEqualTypeOf<string>();
      expectTypeOf(signal).toEqualTypeOf<AbortSignal>();
    },
    onDisconnect: (_socket, reason, { params }) => {
      expectTypeOf(params.room).toEqualTypeOf<string>();
      expectTypeOf(reason).toEqualTypeOf<string>();
    },
  });
});

it('refuses a parameter that the path does not have, and a context that lacks something', () => {
  createSocketMsgRouter(router, {
    namespace: '/room/:room',
    // @ts-expect-error the path has no tenant
    context: (_socket, { params }) => ({ ...nobody, room: params.tenant }),
  });
  createSocketMsgRouter(router, {
    // @ts-expect-error without a namespace there are no parameters
    context: (_socket, { params }) => ({ ...nobody, room: params.room }),
  });
  // @ts-expect-error the context lacks the room
  createSocketMsgRouter(router, { namespace: '/admin', context: () => nobody });
});
