import { type CallMeta, EventError, type EventErrorOptions } from '@switchboard/contract';
import type { LazySignal } from '../lib/lazy-signal.ts';
import type { RouterContext } from './controller.ts';

const END: unique symbol = Symbol('end');

interface Ending {
  [END]?: LazySignal;
}

interface Added extends Ending {
  meta?: CallMeta;
  fail?: typeof fail;
}

/** Makes the signal when it is looked at, and can be replaced like any other property. */
const SIGNAL: PropertyDescriptor & ThisType<Ending> = {
  get() {
    return this[END]?.signal;
  },
  set(value: unknown) {
    Object.defineProperty(this, 'signal', { value, writable: true });
  },
  enumerable: true,
  configurable: true,
};

/** Adds to what the transport knows of the caller what every call has; see CallContext. */
export function addCallContext(context: RouterContext & Added, end: LazySignal, meta: CallMeta): void {
  context[END] = end;
  context.meta = meta;
  context.fail = fail;
  Object.defineProperty(context, 'signal', SIGNAL);
}

function fail(code: string, data?: unknown, options?: EventErrorOptions): never {
  throw new EventError(code, { ...options, data });
}
