export type MaybePromise<T> = T | Promise<T>;

/** Whether a value has to be awaited: a Promise of any realm, or anything else with a `then` method. */
export function isThenable<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return false;
  return typeof (value as { readonly then?: unknown }).then === 'function';
}

/** Goes on with the value: at once, or as a promise where the value has to be awaited. */
export function after<T, U>(value: T | PromiseLike<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isThenable(value) ? Promise.resolve(value).then(next) : next(value);
}

/** The result of a schema, which has to be there at once. Throws a TypeError if it has to be awaited. */
export function atOnce<T>(value: MaybePromise<T>): T {
  if (!isThenable(value)) return value;
  Promise.resolve(value).catch(() => undefined); // Nobody awaits it, and an unhandled rejection would end the process.
  throw new TypeError('An asynchronous schema cannot be used here.');
}
