import type { MaybePromise } from '@switchboard/contract';

/**
 * Work in steps, written as an async function is, with `yield` for `await`: a promise that is yielded comes back as what it
 * resolves to, or throws what it rejects with. What is there already need not be yielded.
 */
// biome-ignore lint/suspicious/noExplicitAny: what comes back depends on what was yielded; TypeScript has no type for that.
export type Steps<T> = Generator<PromiseLike<unknown>, T, any>;

/** Takes the steps. Gives the result, or throws, at once where nothing was yielded; otherwise gives a promise. */
export function take<T>(steps: Steps<T>): MaybePromise<T> {
  const { done, value } = steps.next();
  return done ? value : takeRest(steps, value);
}

async function takeRest<T>(steps: Steps<T>, first: PromiseLike<unknown>): Promise<T> {
  let pending = first;
  for (;;) {
    let goOn: () => IteratorResult<PromiseLike<unknown>, T>;
    try {
      const value = await pending;
      goOn = () => steps.next(value);
    } catch (error) {
      goOn = () => steps.throw(error);
    }
    const step = goOn();
    if (step.done) return step.value;
    pending = step.value;
  }
}
