import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { serve } from '../server.fixture.ts';
import { onEngine } from './on-engine.ts';

it('every listener hears each new engine before it has done anything, until its undo; then the manager is as it was', async () => {
  const { url } = await serve();
  const socket = io(url, { autoConnect: false });
  const manager = socket.io;
  onTestFinished(() => {
    socket.disconnect();
  });
  const heard: unknown[] = [];
  const undo = [1, 2].map((who) => onEngine(manager, ({ readyState }) => heard.push([who, readyState])));
  socket.connect();
  expect(heard).toEqual([
    [1, 'opening'],
    [2, 'opening'],
  ]);
  undo[0]?.();
  socket.disconnect().connect();
  expect(heard.slice(2)).toEqual([[2, 'opening']]);
  undo[1]?.();
  const { engine } = manager;
  expect(Object.getOwnPropertyDescriptor(manager, 'engine')).toMatchObject({ value: engine, writable: true });
  socket.disconnect().connect();
  expect(manager.engine).not.toBe(engine);
  expect(heard).toHaveLength(3);
});
