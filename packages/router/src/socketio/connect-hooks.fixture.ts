import type { ServerOptions, Socket } from 'socket.io';
import type { Socket as Caller } from 'socket.io-client';
import { expect } from 'vitest';
import { contract, controllers, scopes, stranger, type TestControllers } from '../contract.fixture.ts';
import { withResolvers } from '../core/promise.fixture.ts';
import { createRouter } from '../core/router.ts';
import type { CallFailure, CallRecord } from '../core/settle.ts';
import { createSocketMsgRouter, type SocketMsgRouterOptions } from './attach.ts';
import type { HookFailure } from './connect-hooks.ts';
import { serveWith, type TestServer } from './server.fixture.ts';

type Hooks = Partial<SocketMsgRouterOptions<ReturnType<typeof stranger>>>;

export interface HookServer extends TestServer {
  readonly records: CallRecord[];
  readonly failures: HookFailure[];
  /** What the router reported as the server's own failures. */
  readonly reported: CallFailure[];
}

/** Serves the test contract with these hooks, noting how each call ended and which hook failed. */
export async function serveHooks(
  hooks: Hooks,
  changed: Partial<TestControllers> = {},
  options: Partial<ServerOptions> = {},
): Promise<HookServer> {
  const records: CallRecord[] = [];
  const failures: HookFailure[] = [];
  const reported: CallFailure[] = [];
  const router = createRouter(contract, {
    scopes,
    onSettled: (record) => records.push(record),
    onFailure: (failed) => reported.push(failed),
  }).controllers({ ...controllers, ...changed });
  const onHookFailed = (failed: HookFailure): void => void failures.push(failed);
  const socketMsgRouter = createSocketMsgRouter(router, { context: stranger, onHookFailed, ...hooks });
  const server = await serveWith((io) => socketMsgRouter.attach(io), options);
  return { ...server, records, failures, reported };
}

/** What a failed reply looks like. */
export function failure(code: string): object {
  return { ok: false, error: expect.objectContaining({ code }) };
}

/** Why the client is not connected any more. */
export function gone(caller: Caller): Promise<string> {
  return new Promise((resolve) => caller.once('disconnect', resolve));
}

interface HeldHook {
  readonly hook: (socket: Socket) => Promise<void>;
  /** Resolves when the events have arrived. */
  readonly arrived: Promise<unknown>;
  readonly end: () => void;
  readonly failWith: (error: unknown) => void;
}

/** A hook that waits until `count` events arrived and the test lets it end. */
export function holdOn(count: number): HeldHook {
  const { promise: arrived, resolve: arrive } = withResolvers<void>();
  const { promise: end, resolve } = withResolvers<void>();
  let left = count;
  const hook = (socket: Socket): Promise<void> => {
    socket.onAny(() => {
      left -= 1;
      if (left === 0) arrive();
    });
    return end;
  };
  const failWith = (error: unknown): void => resolve(Promise.reject(error));
  return { hook, arrived, end: () => resolve(), failWith };
}

/** What is awaited like a promise, and is none: it rejects as soon as `after` resolves. */
export function rejectingThenable(error: unknown, after: Promise<unknown>): PromiseLike<never> {
  const then = (_onValue: unknown, onError?: ((error: unknown) => unknown) | null): void =>
    void after.then(() => onError?.(error));
  return { then } as PromiseLike<never>;
}
