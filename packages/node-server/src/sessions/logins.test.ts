import { describe, expect, it } from 'vitest';
import { settled, startApp } from '../app.fixture.ts';

type Reply = { ok: true; data: { token: string } } | { ok: false };

describe('logins of one user on several connections at the same time', () => {
  it('leave the one that the store has: it goes on, and its token is good', async () => {
    await using app = await startApp();
    for (let round = 0; round < 10; round++) {
      const { socket, token } = await app.login(`Alice ${round}`);
      const tabs = [socket, await app.connect({ auth: { token } }), await app.connect({ auth: { token } })];
      const replies = (await Promise.all(
        tabs.map((tab) => tab.emitWithAck('user:enter', { name: `Alice ${round}` })),
      )) as Reply[];
      await settled(...tabs);
      const alive: number[] = [];
      for (const [index, tab] of tabs.entries())
        if ((await tab.emitWithAck('topic:open', { topic: 'general' })).ok) alive.push(index);
      expect(alive).toHaveLength(1);
      const reply = replies[alive[0] ?? 0];
      if (!reply?.ok) throw new Error('The connection that goes on has no token.');
      const again = await app.connect({ auth: { token: reply.data.token } });
      expect((await again.emitWithAck('user:renew')).ok).toBe(true);
    }
  });
});
