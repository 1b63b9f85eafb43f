import { defineContract, defineEvents, EventError } from '@switchboard/contract';
import { createRouter } from '@switchboard/router';
import { describe, expect, it } from 'vitest';
import { settled, startApp, type TestApp } from '../app.fixture.ts';
import { createMetrics } from './metrics.ts';

/** The samples of our own metrics, by name and labels. */
async function samples(app: TestApp): Promise<Record<string, number>> {
  const { text } = await app.request('/metrics');
  const lines = text.split('\n').filter((line) => line.startsWith('switchboard_'));
  return Object.fromEntries(
    lines.map((line) => [line.split(/ (?=\S+$)/)[0], Number(line.split(' ').at(-1))]),
  );
}

describe('/metrics', () => {
  it('is text for Prometheus, with the process beside our own', async () => {
    await using app = await startApp();
    const { status, headers, text } = await app.request('/metrics');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toContain('# TYPE switchboard_call_duration_seconds histogram');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
  });

  it('counts calls by event and outcome, whatever transport they came by', async () => {
    await using app = await startApp();
    const { socket } = await app.login('Alice');
    await socket.emitWithAck('topic:close', { topic: 'general' });
    await socket.emitWithAck('clock:read');
    await app.request('/events/clock:read', { method: 'POST' });
    expect(await samples(app)).toMatchObject({
      'switchboard_calls_total{event="user:enter",code="OK"}': 1,
      'switchboard_calls_total{event="topic:close",code="NOT_OPEN"}': 1,
      'switchboard_calls_total{event="clock:read",code="OK"}': 2,
    });
  });

  it('measures how long calls take, in seconds', async () => {
    await using app = await startApp();
    const socket = await app.connect();
    await settled(socket);
    await settled(socket);
    const found = await samples(app);
    expect(found).toMatchObject({
      'switchboard_call_duration_seconds_count{event="clock:read"}': 2,
      'switchboard_call_duration_seconds_bucket{le="+Inf",event="clock:read"}': 2,
      'switchboard_call_duration_seconds_bucket{le="10",event="clock:read"}': 2,
    });
    expect(found['switchboard_call_duration_seconds_sum{event="clock:read"}']).toBeLessThan(5);
  });

  it('counts every name that is not in the contract as one', async () => {
    await using app = await startApp();
    const socket = await app.connect();
    const names = [
      'nobody',
      'x"}\n',
      '__proto__',
      'constructor',
      ...Array.from({ length: 50 }, (_, i) => `e${i}`),
    ];
    for (const name of names) await socket.emitWithAck(name, {});
    const found = await samples(app);
    expect(found['switchboard_calls_total{event="unknown",code="NOT_FOUND"}']).toBe(names.length);
    expect(Object.keys(found).filter((key) => key.startsWith('switchboard_calls_total'))).toHaveLength(1);
  });

  it('counts the failures that nobody waited for', async () => {
    await using app = await startApp();
    const socket = await app.connect();
    socket.emit('note:start', { topic: 'general' });
    socket.emit('nobody');
    socket.emit('value:return', { value: 1 });
    await socket.emitWithAck('note:start', { topic: 'general' });
    const found = await samples(app);
    const unheard = Object.entries(found).filter(([key]) => key.startsWith('switchboard_unack'));
    expect(Object.fromEntries(unheard)).toEqual({
      'switchboard_unacknowledged_failures_total{event="note:start",code="UNAUTHORIZED"}': 1,
      'switchboard_unacknowledged_failures_total{event="unknown",code="NOT_FOUND"}': 1,
    });
  });

  it('shows who is connected now', async () => {
    await using app = await startApp();
    const [first] = await Promise.all([app.connect(), app.connect()]);
    expect(await samples(app)).toMatchObject({ switchboard_connected_sockets: 2 });
    first.disconnect();
    await expect.poll(() => samples(app)).toMatchObject({ switchboard_connected_sockets: 1 });
  });

  it('belongs to one app: another in the same process counts for itself', async () => {
    await using first = await startApp();
    await using second = await startApp();
    await settled(await first.connect());
    expect(await samples(second)).not.toHaveProperty([
      'switchboard_calls_total{event="clock:read",code="OK"}',
    ]);
  });
});

describe('what is counted of a router', () => {
  const contract = defineContract({
    name: 'test',
    version: '1.0.0',
    clientEventMap: defineEvents({ 'task:run': { summary: 'Run a task', policy: { deadline: 5 } } }),
    serverEventMap: {},
  });

  it('is the calls in flight, and the results that came too late', async () => {
    let finish = (): void => undefined;
    let hearLate = (): void => undefined;
    const heard = new Promise<void>((resolve) => {
      hearLate = resolve;
    });
    const metrics = createMetrics();
    const router = createRouter(contract, {
      onSettled: metrics.onSettled,
      onLate: (record) => {
        metrics.onLate(record);
        hearLate();
      },
    }).controllers({
      'task:run': () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    });
    metrics.measure({ connectedSockets: () => 0, callsInFlight: () => router.inFlight });
    const call = router.dispatch({ event: 'task:run', socketId: '' }, { user: undefined, scopes: [] });
    expect(await metrics.text()).toContain('switchboard_calls_in_flight 1\n');
    expect(await call).toMatchObject({ error: { code: 'TIMEOUT' } });
    expect(await metrics.text()).toContain('switchboard_calls_in_flight 0\n');
    expect(await metrics.text()).not.toContain('switchboard_late_results_total{');
    finish();
    await heard;
    const text = await metrics.text();
    expect(text).toContain('switchboard_late_results_total{event="task:run"} 1\n');
    expect(text).toContain('switchboard_calls_total{event="task:run",code="TIMEOUT"} 1\n');
  });

  it('never has a name or a code that is not in the contract as a label', async () => {
    const metrics = createMetrics();
    const router = createRouter(contract, {
      onSettled: metrics.onSettled,
      onFailure: () => undefined,
    }).controllers({
      'task:run': () => {},
    });
    for (const event of ['evil', 'task:run']) {
      const refusal = new EventError(`CODE_OF_${event}`);
      await router.dispatch({ event, socketId: '', refusal }, { user: undefined, scopes: [] });
    }
    const labels = (await metrics.text()).match(/(?<=switchboard_calls_total)\{.*\}/g);
    expect(labels).toEqual([
      '{event="unknown",code="OTHER"}',
      '{event="task:run",code="INTERNAL_SERVER_ERROR"}',
    ]);
  });
});
