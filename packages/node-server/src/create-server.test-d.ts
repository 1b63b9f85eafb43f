import { defineContract, defineEvents } from '@switchboard/contract';
import type { EventControllerMap } from '@switchboard/router';
import { expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { type Caller, createServer, type ServerKit } from './create-server.ts';
import type { Identity } from './sessions/session.ts';

const clientEventMap = defineEvents({ 'a:b': { summary: 'x', response: z.strictObject({}) } });
const contract = defineContract({ name: 'a', version: '1.0.0', clientEventMap, serverEventMap: {} });

interface Member extends Identity {
  readonly role: string;
}

it('knows the users of the application by its controllers', () => {
  const controllers = ({ sessions, stores }: ServerKit<typeof contract.serverEventMap, Member>) => {
    expectTypeOf(sessions.identify).returns.resolves.toHaveProperty('user').toEqualTypeOf<Member>();
    expectTypeOf(stores.sessions.find).returns.resolves.toEqualTypeOf<Member | undefined>();
    // @ts-expect-error -- A user of this application has a role.
    void sessions.logIn('s', { name: 'Alice' });
    void sessions.logIn('s', { name: 'Alice', role: 'owner' });
    return { 'a:b': () => ({}) } satisfies EventControllerMap<typeof clientEventMap, Caller<Member>>;
  };
  void createServer({
    contract,
    controllers,
    notices: () => ({ onLeft: (_room, user) => expectTypeOf(user).toEqualTypeOf<Member>() }),
  });
});

it('has users of an id and a name where the application says no more', () => {
  void createServer({
    contract,
    controllers: ({ sessions }) => {
      expectTypeOf(sessions.identify).returns.resolves.toHaveProperty('user').toEqualTypeOf<Identity>();
      return { 'a:b': () => ({}) };
    },
  });
});
