import type { ConnectionState } from '@switchboard/client';
import { expect, it } from 'vitest';
import { noticeOf } from './connection-notice.tsx';

const problem = { message: 'xhr poll error', explanation: 'Start the server.' };
const of = (state: ConnectionState) => noticeOf({ name: 'Alice', link: { url: 'https://a.test' }, state });

it('says nothing while all is well', () => {
  expect(of({ status: 'connected', since: 0, socketId: 's', transport: 'websocket' })).toBeUndefined();
  expect(of({ status: 'connecting', since: 0, attempt: 1 })).toBeUndefined();
});

it('says why, what was tried, and whether it goes on by itself', () => {
  expect(of({ status: 'connecting', since: 0, attempt: 3, problem })).toMatchObject({
    title: 'Alice cannot connect',
    explanation: 'Start the server.',
    tried: expect.stringContaining('https://a.test, attempt 3'),
    isTriedAgain: true,
  });
  expect(of({ status: 'reconnecting', since: 0, attempt: 0, problem })).toMatchObject({
    title: 'Alice lost its connection',
    isTriedAgain: true,
  });
  const cause = Object.assign(new Error('no'), { data: undefined });
  expect(of({ status: 'refused', since: 0, problem: { ...problem, cause } })).toMatchObject({
    title: 'The server refused Alice',
    isTriedAgain: false,
  });
  // Where it is not to reconnect by itself.
  expect(of({ status: 'refused', since: 0, problem })).toMatchObject({
    title: 'Alice lost its connection',
    isTriedAgain: false,
  });
  expect(of({ status: 'disconnected', since: 0 })).toMatchObject({ isTriedAgain: false });
});
