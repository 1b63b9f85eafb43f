import { adminContract, type clientEventMap, contract, type serverEventMap } from '@switchboard/events';
import {
  createRouter,
  type EventControllerMap,
  type Publisher,
  type RouterContext,
} from '@switchboard/router';
import { expectTypeOf, test } from 'vitest';
import type { AppContext } from './app-context.ts';
import type { adminControllers } from './controllers/admin.ts';
import type { messageControllers } from './controllers/messages.ts';

type Controllers = EventControllerMap<typeof clientEventMap, AppContext>;
declare const controllers: Controllers;
declare const publish: Publisher<typeof serverEventMap>;
const router = createRouter(contract).context<AppContext>();

test('a complete controller map compiles', () => {
  router.controllers(controllers);
  expectTypeOf<keyof Controllers>().toEqualTypeOf<keyof typeof clientEventMap>();
});

test('a controller that is missing, or named after no event, does not compile', () => {
  const { 'message:send': send, ...rest } = controllers;
  // @ts-expect-error message:send has no controller
  router.controllers(rest);
  // @ts-expect-error message:send has none under its own name
  router.controllers({ ...rest, 'message:post': send });
  // @ts-expect-error the feature's file names an event that the contract does not have
  ({ 'message:post': () => ({}) }) satisfies Partial<Controllers>;
});

test('the admin contract has a controller for each event too, or does not compile', () => {
  const admin = {} as ReturnType<typeof adminControllers>;
  expectTypeOf<keyof typeof admin>().toEqualTypeOf<keyof typeof adminContract.clientEventMap>();
  const { 'admin:emit': _, ...rest } = admin;
  createRouter(adminContract).controllers(admin);
  // @ts-expect-error admin:emit has no controller
  createRouter(adminContract).controllers(rest);
  // @ts-expect-error the feature's file forgets admin:emit
  rest satisfies EventControllerMap<typeof adminContract.clientEventMap, RouterContext>;
});

test('a controller gets the payload of its event, and must give its response', () => {
  type Send = ReturnType<typeof messageControllers>['message:send'];
  expectTypeOf<Parameters<Send>[0]['message']['room']>().toEqualTypeOf<string>();
  expectTypeOf<Parameters<Send>[1]['user']>().toEqualTypeOf<{ id: string; name: string }>();
  ({
    // @ts-expect-error `now` is a text
    'system:time': () => ({ now: 1 }),
    // @ts-expect-error the payload has no `topic`
    'room:join': ({ message: { topic } }, { fail }) => fail('ROOM_FULL', topic),
    // @ts-expect-error room:leave does not declare ROOM_FULL
    'room:leave': (_message, { fail }) => fail('ROOM_FULL', { limit: 1 }),
  }) satisfies Partial<Controllers>;
});

test('what the server sends fits the contract, or does not compile', () => {
  publish.to('room').emit('system:notice', { level: 'info', text: 'hello' });
  // @ts-expect-error there is no such server event
  publish.emit('message:posted', {});
  // @ts-expect-error `loud` is no level
  publish.emit('system:notice', { level: 'loud', text: 'hello' });
  // @ts-expect-error the text is missing
  publish.emit('system:notice', { level: 'info' });
  // @ts-expect-error it needs a payload
  publish.emit('system:notice');
  // @ts-expect-error a room:joined has a user, not a name
  publish.emit('room:joined', { room: 'general', user: 'Alice' });
});
