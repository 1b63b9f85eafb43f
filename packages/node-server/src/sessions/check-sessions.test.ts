import { describe, expect, it } from 'vitest';
import { failure, startWorker } from '../app.fixture.ts';
import { next } from '../testing/waiting.ts';

describe('the check of sessions', () => {
  it('ends within its interval what was ended by another process, and leaves the others', async () => {
    await using here = await startWorker({ sessionCheckInterval: 100 });
    await using there = await startWorker({ dataDir: here.config.dataDir });
    const [alice, bob] = [await here.login('Alice'), await here.login('Bob')];
    const elsewhere = await there.connect({ auth: { token: alice.token } });
    const ended = next(alice.socket, 'user:left');
    await elsewhere.emitWithAck('user:leave');
    expect(await ended).toEqual({ reason: 'revoked' });
    expect(await alice.socket.emitWithAck('topic:open', { topic: 'general' })).toEqual(
      failure('UNAUTHORIZED'),
    );
    expect(await bob.socket.emitWithAck('topic:open', { topic: 'general' })).toMatchObject({ ok: true });
  });
});
