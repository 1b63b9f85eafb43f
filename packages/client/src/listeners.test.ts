import { expect, it, vi } from 'vitest';
import { Listeners } from './listeners.ts';

it('tells every listener, in the order they were added, until its undo', () => {
  const listeners = new Listeners<number>();
  const heard: string[] = [];
  const undo = listeners.add((news) => heard.push(`a${news}`));
  listeners.add((news) => heard.push(`b${news}`));
  listeners.tell(1);
  undo();
  listeners.tell(2);
  expect(heard).toEqual(['a1', 'b1', 'b2']);
});

it('lets a listener that throws keep the news from nobody, and hides no error', () => {
  const queue = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation(() => {});
  const listeners = new Listeners<number>();
  const heard: number[] = [];
  listeners.add(() => {
    throw new Error('broken listener');
  });
  listeners.add((news) => heard.push(news));
  expect(() => listeners.tell(1)).not.toThrow();
  expect(heard).toEqual([1]);
  const [report] = queue.mock.calls[0] ?? [];
  queue.mockRestore();
  expect(report).toThrow('broken listener');
});
