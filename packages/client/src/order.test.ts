import type { Socket } from 'socket.io';
import { describe, expect, it } from 'vitest';
import { inspectClient } from './devtools/inspect-client.ts';
import { serve, sync, type TestClient, until } from './server.fixture.ts';

type Ack = (reply: unknown) => void;

const done = { ok: true, data: {} };
const refused = (code: string, more: object = {}) => ({
  ok: false,
  error: { code, message: 'Not now.', ...more },
});
const retry = { attempts: 50, minDelay: 1, maxDelay: 20 };
const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A server that stores the steps as they arrive, each id once; `judge` may refuse one, or do something else about it. */
function walk(judge: (number: number, socket: Socket, ack: Ack) => boolean = () => true) {
  const stored: number[] = [];
  const ids = new Set<string>();
  const attach = (socket: Socket): void => {
    const take = ({ number }: { number: number }, meta: { id?: string }, ack: Ack): void => {
      if (!judge(number, socket, ack)) return;
      if (meta.id === undefined || !ids.has(meta.id)) stored.push(number);
      if (meta.id !== undefined) ids.add(meta.id);
      ack(done);
    };
    socket.on('step:take', take);
    socket.on('step:show', take);
    socket.on('step:mark', ({ number }: { number: number }) => stored.push(number));
  };
  return { stored, attach };
}

const takeAll = (client: TestClient, count: number) =>
  Promise.all(numbers(count).map((number) => client.call('step:take', { number })));

describe("retried calls of events with order: 'socket'", () => {
  it('are stored in the order in which they were made when the link is cut', async () => {
    let isCut = false;
    const { stored, attach } = walk((_number, socket) => {
      if (isCut) return true;
      isCut = true;
      socket.conn.close();
      return false;
    });
    const { client } = await serve(attach);
    // Pauses that differ, as those of many clients do.
    const caller = client({ retry: { ...retry, minDelay: 100, maxDelay: 100 } });
    await until(caller, 'connected');
    expect(await takeAll(caller, 8)).toEqual(numbers(8).map(() => done));
    expect(stored).toEqual(numbers(8));
  });

  it('are stored in order when this end cuts the link again and again', async () => {
    const { stored, attach } = walk();
    const { client } = await serve(attach);
    const caller = client({ retry });
    await until(caller, 'connected');
    let replies = 0;
    const { fault } = inspectClient(caller);
    caller.observe(({ kind }) => {
      if (kind === 'call' && ++replies % 5 === 0 && replies < 40) fault.drop();
    });
    expect(await takeAll(caller, 20)).toEqual(numbers(20).map(() => done));
    expect(stored).toEqual(numbers(20));
  });

  it('are stored in order when they are more than the rate allows', async () => {
    // A bucket of 100 that gets one token for every third call, so that it also accepts some in between.
    let [tokens, arrived] = [100, 0];
    const { stored, attach } = walk((_number, _socket, ack) => {
      arrived += 1;
      if (arrived > 100 && arrived % 3 === 0) tokens += 1;
      if (tokens > 0) {
        tokens -= 1;
        return true;
      }
      ack(refused('TOO_MANY_REQUESTS', { retryAfter: 1 }));
      return false;
    });
    const { client } = await serve(attach);
    expect(await takeAll(client({ retry }), 130)).toEqual(numbers(130).map(() => done));
    expect(stored).toEqual(numbers(130));
  });

  it.each(['SERVICE_UNAVAILABLE', 'TIMEOUT'])(
    'are stored in order when the server says %s to some',
    async (code) => {
      const seen = new Set<number>();
      const { stored, attach } = walk((number, _socket, ack) => {
        if (number % 2 === 0 || seen.has(number)) return true;
        seen.add(number);
        ack(refused(code));
        return false;
      });
      const { client } = await serve(attach);
      expect(await takeAll(client({ retry }), 9)).toEqual(numbers(9).map(() => done));
      expect(stored).toEqual(numbers(9));
    },
  );

  it('go on with the next one where one of them fails for good', async () => {
    const { stored, attach } = walk((number, _socket, ack) => {
      if (number === 2) ack(refused('CONFLICT'));
      return number !== 2;
    });
    const { client } = await serve(attach);
    expect(await takeAll(client({ retry }), 4)).toMatchObject([done, { ok: false }, done, done]);
    expect(stored).toEqual([1, 3, 4]);
  });

  it('leave at once and together where no retry is asked for', async () => {
    const acks: Ack[] = [];
    const { client } = await serve((socket) => {
      socket.on('step:take', (_payload: unknown, _meta: unknown, ack: Ack) => {
        if (acks.push(ack) === 3) for (const each of acks) each(done);
      });
    });
    expect(await takeAll(client(), 3)).toEqual([done, done, done]);
  });
});

describe('behind a call that waits for its retry', () => {
  /** The first step is refused until `accept` is called. */
  async function hold() {
    let isOpen = false;
    const { stored, attach } = walk((number, _socket, ack) => {
      if (number !== 1 || isOpen) return true;
      ack(refused('SERVICE_UNAVAILABLE', { retryAfter: 10 }));
      return false;
    });
    const server = await serve(attach);
    const client = server.client();
    await until(client, 'connected');
    const isRefused = new Promise<void>((resolve) => {
      client.observe(({ kind }) => kind === 'reply' && resolve());
    });
    const first = client.call('step:take', { number: 1 }, { retry });
    await isRefused;
    const accept = (): void => {
      isOpen = true;
    };
    return { server, client, stored, first, accept };
  }

  it('calls and sends of such events wait too, though they are not retried', async () => {
    const { client, stored, accept } = await hold();
    const second = client.call('step:show', { number: 2 });
    client.send('step:mark', { number: 3 });
    const fourth = client.call('step:take', { number: 4 });
    accept();
    expect(await Promise.all([second, fourth])).toEqual([done, done]);
    expect(stored).toEqual([1, 2, 3, 4]);
  });

  it('calls of other events do not wait', async () => {
    const { server, client, stored } = await hold();
    client.send('note:drop', { text: 'hi' });
    await sync(client);
    expect(server.received).toContainEqual(['note:drop', { text: 'hi' }]);
    expect(stored).toEqual([]);
  });

  it('a call whose time is over settles as TIMEOUT and is never sent', async () => {
    const { client, stored, accept, first } = await hold();
    const seen: unknown[] = [];
    const undo = client.observe((traffic) => seen.push(traffic));
    const late = client.call('step:show', { number: 2 }, { timeout: 30 });
    expect(await late).toMatchObject(
      refused('TIMEOUT', { message: 'The calls before it took too long: this call was not sent.' }),
    );
    expect(seen).toContainEqual(expect.objectContaining({ kind: 'call', event: 'step:show' }));
    undo();
    accept();
    await first;
    await sync(client);
    expect(stored).toEqual([1]);
  });

  it('a call that its caller stops settles as TIMEOUT at once and is never sent', async () => {
    const { client, stored, accept, first } = await hold();
    const stop = new AbortController();
    const stopped = client.call('step:take', { number: 2 }, { retry, signal: stop.signal });
    const third = client.call('step:show', { number: 3 });
    stop.abort();
    expect(await stopped).toMatchObject(refused('TIMEOUT', { message: 'The caller stopped waiting.' }));
    accept();
    await Promise.all([first, third]);
    expect(stored).toEqual([1, 3]);
  });

  it('all settle when this end disconnects, and none is sent by a later connect', async () => {
    const { server, client } = await hold();
    const second = client.call('step:show', { number: 2 });
    const third = client.call('step:take', { number: 3 }, { retry });
    client.send('step:mark', { number: 4 });
    client.disconnect();
    const notSent = refused('DISCONNECTED', {
      message: 'There was no connection to send this call.',
      data: { written: false },
    });
    expect(await Promise.all([second, third])).toEqual([notSent, notSent]);
    client.connect();
    await sync(client);
    expect(server.received.filter(([event]) => event !== 'step:take')).toEqual([]);
  });

  it('calls made while offline wait, and follow it in their order', async () => {
    const { client, stored, first, accept } = await hold();
    const { fault } = inspectClient(client);
    fault.offline(true);
    accept();
    const others = [
      client.call('step:show', { number: 2 }),
      client.call('step:take', { number: 3 }, { retry }),
    ];
    fault.offline(false);
    await Promise.all([first, ...others]);
    expect(stored).toEqual([1, 2, 3]);
  });

  it('a call on a new connection goes first, until it is sent there again: so that a connection can be restored', async () => {
    const { server, client, stored, first, accept } = await hold();
    let restored: Promise<unknown> | undefined;
    client.onState(({ status }) => {
      if (status === 'connected') restored ??= client.call('step:show', { number: 100 });
    });
    accept();
    server.cut();
    await first;
    expect(await restored).toEqual(done);
    expect(stored).toEqual([100, 1]);
  });
});
