import { expect, it } from 'vitest';
import { holdPage } from './db.ts';

/** Whether the page would go without a question. */
const goesSilently = (): boolean => dispatchEvent(new Event('beforeunload', { cancelable: true }));

it('asks before the page goes until the work has ended, also where it fails', async () => {
  let finish: (value: string) => void = () => {};
  const work = holdPage(
    new Promise<string>((resolve) => {
      finish = resolve;
    }),
  );
  const failing = holdPage(Promise.reject(new Error('disk full')));
  expect(goesSilently()).toBe(false);
  await expect(failing).rejects.toThrow('disk full');
  expect(goesSilently()).toBe(false);
  finish('stored');
  expect(await work).toBe('stored');
  expect(goesSilently()).toBe(true);
});
