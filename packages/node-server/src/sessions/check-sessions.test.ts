import { describe, expect, it } from 'vitest';
import { failure, next, startApp } from '../../../../apps/server/src/app.fixture.ts';

describe('the check of sessions', () => {
  it('ends within its interval what was ended by another process, and leaves the others', async () => {
    await using here = await startApp({ sessionCheckInterval: 100 });
    await using there = await startApp({ dataDir: here.config.dataDir });
    const [alice, bob] = [await here.login('Alice'), await here.login('Bob')];
    const elsewhere = await there.connect({ auth: { token: alice.token } });
    const ended = next(alice.socket, 'session:ended');
    await elsewhere.emitWithAck('session:logout');
    expect(await ended).toEqual({ reason: 'revoked' });
    expect(await alice.socket.emitWithAck('room:list')).toEqual(failure('UNAUTHORIZED'));
    expect(await bob.socket.emitWithAck('room:list')).toMatchObject({ ok: true });
  });
});
