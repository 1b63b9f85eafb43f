import { describe, expect, it } from 'vitest';
import { failure, startApp } from '../app.fixture.ts';

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

describe('system:echo', () => {
  it.each([[null], [0], [''], [[]], [{}], [{ list: [1, 'two', null, { three: true }] }], [nested(16)]])(
    'gives back %j',
    async (value) => {
      await using app = await startApp();
      const socket = await app.connect();
      expect(await socket.emitWithAck('system:echo', { value })).toEqual({ ok: true, data: { value } });
    },
  );

  it('gives back keys that mean something to JavaScript as mere keys', async () => {
    await using app = await startApp();
    const value = JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"toString":2}');
    const reply = await (await app.connect()).emitWithAck('system:echo', { value });
    expect(JSON.stringify(reply.data.value)).toBe(JSON.stringify(value));
    expect({}).not.toHaveProperty('polluted');
  });

  const tooDeep = ['value', ...Array.from({ length: 16 }, () => 0)];

  it.each([
    [{ value: nested(17) }, tooDeep],
    [{ value: nested(1_000) }, tooDeep],
    [{ value: Buffer.from('binary') }, ['value']],
    [undefined, []],
  ])('refuses what is not JSON of at most 16 levels (%#)', async (payload, path) => {
    await using app = await startApp();
    expect(await (await app.connect()).emitWithAck('system:echo', payload)).toEqual(
      failure('BAD_REQUEST', { issues: [expect.objectContaining({ path })] }),
    );
  });

  it('takes a packet of 64 KiB and none that is larger', async () => {
    await using app = await startApp();
    const socket = await app.connect();
    expect(await socket.emitWithAck('system:echo', { value: 'x'.repeat(65_000) })).toMatchObject({
      ok: true,
    });
    expect(await socket.emitWithAck('system:echo', { value: 'x'.repeat(65_536) })).toEqual(
      failure('PAYLOAD_TOO_LARGE'),
    );
  });
});

describe('system:time', () => {
  it("reads the server's clock", async () => {
    await using app = await startApp();
    const { data } = await (await app.connect()).emitWithAck('system:time');
    expect(data.now).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Math.abs(Date.now() - Date.parse(data.now))).toBeLessThan(10_000);
  });
});

describe('an event that the contract does not have', () => {
  it.each(['message:sned', 'constructor', '__proto__', 'toString', '*', 'message:sent', ''])(
    '%j is answered',
    async (event) => {
      await using app = await startApp();
      expect(await (await app.connect()).emitWithAck(event, {})).toEqual(failure('NOT_FOUND'));
    },
  );

  it('is answered with the nearest name in development, and without in production', async () => {
    await using development = await startApp();
    await using production = await startApp({ production: true });
    const messages: string[] = [];
    for (const app of [development, production]) {
      const { error } = await (await app.connect()).emitWithAck('message:sned', {});
      messages.push(error.message);
    }
    expect(messages).toEqual([
      'There is no event "message:sned". Did you mean "message:send"?',
      'There is no event "message:sned".',
    ]);
  });
});
