/** What is there at once where everything on the way was synchronous: no promise is made then. */
export type MaybePromise<T> = T | Promise<T>;

/** Whether a value has to be awaited; any thenable has. */
export function isPromise<T>(value: T | PromiseLike<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** `next` with the value: now, or when it is there. */
export function chain<T, U>(value: MaybePromise<T>, next: (value: T) => MaybePromise<U>): MaybePromise<U> {
  return isPromise(value) ? value.then(next) : next(value);
}

/** What `task` gives, or `recover` makes of what it throws, now or later. */
export function attempt<T>(
  task: () => MaybePromise<T>,
  recover: (thrown: unknown) => MaybePromise<T>,
): MaybePromise<T> {
  let result: MaybePromise<T>;
  try {
    result = task();
  } catch (thrown) {
    return recover(thrown);
  }
  return isPromise(result) ? result.then(undefined, recover) : result;
}
