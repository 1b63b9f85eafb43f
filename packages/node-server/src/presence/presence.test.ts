import { describe, expect, it } from 'vitest';
import { failure, startWorker } from '../app.fixture.ts';
import { dataOf } from '../testing/waiting.ts';

const topic = 'general';

describe('two workers with one data folder', () => {
  it('know of each other who is connected, and who is in which room', async () => {
    await using one = await startWorker();
    await using other = await startWorker({ dataDir: one.config.dataDir });
    const alice = await one.login('Alice');
    const tab = await other.connect({ auth: { token: alice.token } });
    const bob = await other.login('Bob');
    expect(await (await other.connect()).emitWithAck('user:enter', { name: 'alice' })).toEqual(
      failure('TAKEN'),
    );
    await alice.socket.emitWithAck('topic:open', { topic });
    expect(dataOf(await bob.socket.emitWithAck('topic:open', { topic }))).toMatchObject({
      members: [alice.user, bob.user],
    });
    await tab.emitWithAck('topic:open', { topic });
    await bob.socket.emitWithAck('topic:close', { topic });
    expect(dataOf(await alice.socket.emitWithAck('topic:open', { topic }))).toEqual({
      members: [alice.user],
    });
  });

  it('let nobody take the name of one who is just logging in', async () => {
    await using one = await startWorker();
    await using other = await startWorker({ dataDir: one.config.dataDir });
    const sockets = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? one : other).connect()));
    const replies = await Promise.all(
      sockets.map((socket) => socket.emitWithAck('user:enter', { name: 'Alice' })),
    );
    const tokens = replies.flatMap(({ ok, data }) => (ok ? data.token : []));
    expect(tokens).toHaveLength(1);
    await other.connect({ auth: { token: tokens[0] } });
  });

  it('forget who was on a process that ended', async () => {
    await using one = await startWorker();
    const other = await startWorker({ dataDir: one.config.dataDir });
    const bob = await other.login('Bob');
    await bob.socket.emitWithAck('topic:open', { topic });
    await other.close();
    const alice = await one.login('Alice');
    expect(dataOf(await alice.socket.emitWithAck('topic:open', { topic }))).toEqual({
      members: [alice.user],
    });
    await one.login('Bob');
  });
});
