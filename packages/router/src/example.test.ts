import { defineContract, defineEvents, defineServerEvents } from '@switchboard/contract';
import { createRouter } from '@switchboard/router';
import { captureEmits, createFakeClock, createTestCaller } from '@switchboard/router/testing';
import { expect, it } from 'vitest';
import { z } from 'zod';

const contract = defineContract({
  name: 'greetings',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'greeting:send': {
      summary: 'Greet somebody',
      payload: z.strictObject({ to: z.string() }),
      response: z.strictObject({ words: z.string() }),
      policy: { scope: 'greet', deadline: 5_000 },
    },
  }),
  serverEventMap: defineServerEvents({
    'greeting:sent': { summary: 'Somebody greets you', payload: z.strictObject({ from: z.string() }) },
  }),
});

it('greets the person that you name, if you have the scope', async () => {
  const { publish, emits } = captureEmits(contract);
  const router = createRouter(contract, { scopes: ['greet'] }).controllers({
    'greeting:send': ({ message }, { user }) => {
      publish.toUser(message.to).emit('greeting:sent', { from: user.id });
      return { words: `Hello, ${message.to}!` };
    },
  });
  const caller = createTestCaller(contract, router);

  const reply = await caller.call('greeting:send', { to: 'bob' });
  expect(reply).toEqual({ ok: true, data: { words: 'Hello, bob!' } });
  expect(emits).toEqual([
    { event: 'greeting:sent', payload: { from: 'tester' }, to: ['user:bob'], except: [] },
  ]);

  const refused = await caller.as({ user: undefined }).call('greeting:send', { to: 'bob' });
  expect(refused).toMatchObject({ ok: false, error: { code: 'UNAUTHORIZED' } });
});

it('gives up at the deadline, without waiting for it', async () => {
  const clock = createFakeClock();
  const router = createRouter(contract, { clock, scopes: ['greet'] }).controllers({
    'greeting:send': () => new Promise(() => {}),
  });
  const reply = createTestCaller(contract, router).call('greeting:send', { to: 'bob' });
  await clock.advance(5_000);
  expect(await reply).toMatchObject({ ok: false, error: { code: 'TIMEOUT' } });
});
