import { type CallMeta, EventError, type EventErrorOptions } from '@switchboard/contract';
import type { LazySignal } from './lazy-signal.ts';

const END = Symbol('end');

interface Ending {
  readonly [END]: LazySignal;
}

/** Makes the signal when it is looked at, and can be replaced like any other property. */
const SIGNAL: PropertyDescriptor & ThisType<Ending> = {
  get() {
    return this[END].signal;
  },
  set(value: unknown) {
    Object.defineProperty(this, 'signal', { value, writable: true });
  },
  enumerable: true,
  configurable: true,
};

/** Adds to what the transport knows of the caller what every call has; see CallContext. */
export function addCallContext(context: object, end: LazySignal, meta: CallMeta): void {
  Object.assign(context, { [END]: end, meta, fail });
  Object.defineProperty(context, 'signal', SIGNAL);
}

function fail(code: string, data?: unknown, options?: EventErrorOptions): never {
  throw new EventError(code, { ...options, data });
}
