import type { AnyReply } from '@switchboard/contract';
import { contract, controllers, scopes, stranger, type TestControllers } from '../contract.fixture.ts';
import type { RouterContext } from '../lib/router-context.ts';
import type { IncomingCall } from './dispatch.ts';
import { createRouter, type Router, type RouterOptions } from './router.ts';
import type { CallRecord } from './settle.ts';

export function createTestRouter(
  changed: Partial<TestControllers> = {},
  options: RouterOptions = {},
): Router {
  return createRouter(contract, { scopes, ...options }).controllers({ ...controllers, ...changed });
}

/** Dispatches one call; `time:now` unless it says otherwise. */
export async function call(
  router: Router,
  incoming: Partial<IncomingCall>,
  context: () => RouterContext = stranger,
): Promise<AnyReply> {
  return router.dispatch({ event: 'time:now', socketId: 's1', ...incoming }, context);
}

/** Dispatches one call and gives the reply with its records. */
export async function settle(
  changed: Partial<TestControllers>,
  incoming: Partial<IncomingCall>,
): Promise<{ reply: AnyReply; records: CallRecord[] }> {
  const records: CallRecord[] = [];
  const options = { onSettled: (record: CallRecord) => records.push(record), onFailure: () => {} };
  const router = createTestRouter(changed, options);
  return { reply: await call(router, incoming), records };
}

export function failsWith(code: string, more: object = {}): object {
  return { ok: false, error: { code, ...more } };
}
