import { once } from 'node:events';
import { context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { defineContract, defineEvents, EventError } from '@switchboard/contract';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { createRouter } from '../core/router.ts';
import { createSocketMsgRouter } from '../socketio/attach.ts';
import { serve } from '../socketio/server.fixture.ts';

import { traceCalls } from './spans.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

/** What an operator's SDK does when it starts. */
function startSdk(): void {
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
}

beforeEach(startSdk);
afterEach(() => {
  exporter.reset();
  for (const api of [trace, context, propagation]) api.disable();
});

const spans = (): ReadableSpan[] => exporter.getFinishedSpans();

const contract = defineContract({
  name: 'test',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'task:run': { summary: 'Run a task', errors: { BUSY: true } },
  }),
  serverEventMap: {},
});

describe('a call over a socket', () => {
  const caller = async () => {
    const router = traceCalls(createRouter(contract).controllers({ 'task:run': () => {} }));
    const attach = createSocketMsgRouter(router, () => ({ user: undefined, scopes: [] }));
    const { connect } = await serve(attach);
    return connect();
  };

  it('is a span named by its event, below the caller that its trace names', async () => {
    await (await caller()).emitWithAck('task:run', null, { trace: TRACEPARENT });
    expect(spans()).toHaveLength(1);
    expect(spans()[0]).toMatchObject({
      name: 'task:run',
      kind: SpanKind.SERVER,
      parentSpanContext: { traceId: TRACE, spanId: PARENT, isRemote: true },
      status: { code: SpanStatusCode.UNSET },
      attributes: { 'switchboard.event': 'task:run', 'switchboard.code': 'OK', 'switchboard.acked': true },
    });
    expect(spans()[0]?.spanContext().traceId).toBe(TRACE);
  });

  it.each([
    ['none', undefined],
    ['text that is no trace', { trace: 'x' }],
    ['meta that does not fit', { trace: 7 }],
    ['meta that is no object', 'x'],
  ])('starts a trace of its own where it came with %s', async (_what, meta) => {
    await (await caller()).emitWithAck('task:run', null, meta);
    expect(spans()).toHaveLength(1);
    expect(spans()[0]?.parentSpanContext).toBeUndefined();
    expect(spans()[0]?.spanContext().traceId).not.toBe(TRACE);
  });

  it('shares one name with all others that are not in the contract', async () => {
    const socket = await caller();
    for (const event of ['nobody', 'x'.repeat(1_000), '__proto__']) await socket.emitWithAck(event);
    expect(spans().map(({ name }) => name)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(spans()[1]?.attributes).toEqual({
      'switchboard.event': 'unknown',
      'switchboard.code': 'NOT_FOUND',
      'switchboard.acked': true,
    });
  });
});

async function runTask(controller: () => void | Promise<void>): Promise<unknown> {
  const router = traceCalls(
    createRouter(contract, { onFailure: () => {} }).controllers({ 'task:run': controller }),
  );
  return router.dispatch({ event: 'task:run', socketId: 's1' }, { user: undefined, scopes: [] });
}

describe('the span of a call', () => {
  it('is active while the controller runs, so that what it does is below it', async () => {
    await runTask(async () => {
      await new Promise(setImmediate);
      trace.getTracer('test').startSpan('inner').end();
    });
    const [inner, outer] = spans();
    expect([inner?.name, outer?.name]).toEqual(['inner', 'task:run']);
    expect(inner?.parentSpanContext?.spanId).toBe(outer?.spanContext().spanId);
  });

  it('is an error where the server failed', async () => {
    await runTask(() => {
      throw new Error('boom');
    });
    expect(spans()[0]).toMatchObject({
      status: { code: SpanStatusCode.ERROR, message: 'INTERNAL_SERVER_ERROR' },
      attributes: { 'switchboard.code': 'INTERNAL_SERVER_ERROR' },
    });
    expect(JSON.stringify(spans()[0]?.attributes)).not.toContain('boom');
  });

  it('is no error where the call was refused for a declared reason', async () => {
    await runTask(() => {
      throw new EventError('BUSY');
    });
    expect(spans()[0]).toMatchObject({
      status: { code: SpanStatusCode.UNSET },
      attributes: { 'switchboard.code': 'BUSY' },
    });
  });

  it('is nothing where no SDK was started', async () => {
    for (const api of [trace, context, propagation]) api.disable();
    let active: unknown = 'not called';
    expect(
      await runTask(() => {
        active = trace.getActiveSpan();
      }),
    ).toEqual({ ok: true });
    expect(active).toBeUndefined();
    expect(spans()).toEqual([]);
  });
});

describe('a tracer that fails', () => {
  const broken = (): never => {
    throw new Error('the tracer is broken');
  };
  const working = new SimpleSpanProcessor(exporter);

  it.each([
    ['when a span starts', { onStart: broken }],
    ['when a span ends', { onEnd: broken }],
  ])('%s changes no call, and becomes a warning', async (_when, fault) => {
    const processor = Object.assign(Object.create(working) as SimpleSpanProcessor, fault);
    trace.disable();
    trace.setGlobalTracerProvider(new BasicTracerProvider({ spanProcessors: [processor] }));
    const warning = once(process, 'warning');
    let runs = 0;
    expect(await runTask(() => void runs++)).toEqual({ ok: true });
    expect(runs).toBe(1);
    expect(await warning).toMatchObject([{ cause: new Error('the tracer is broken') }]);
  });

  it('when it reads the parent changes no call', async () => {
    propagation.disable();
    propagation.setGlobalPropagator({ inject: broken, extract: broken, fields: () => [] });
    const router = traceCalls(createRouter(contract).controllers({ 'task:run': () => {} }));
    const call = { event: 'task:run', socketId: 's1', meta: { trace: TRACEPARENT } };
    expect(await router.dispatch(call, { user: undefined, scopes: [] })).toEqual({ ok: true });
  });
});

it.each<[string, (fault: () => never) => void]>([
  [
    'no provider can be had',
    (fault) => {
      vi.spyOn(trace, 'getTracerProvider').mockImplementation(fault);
    },
  ],
  [
    'the context cannot be set',
    (fault) => {
      vi.spyOn(context, 'with').mockImplementation(fault);
    },
  ],
  [
    'the context fails after the call',
    (fault) => {
      vi.spyOn(context, 'with').mockImplementation(((_context: unknown, run: () => unknown) => {
        run();
        fault();
      }) as never);
    },
  ],
])('a call is executed once and gets its reply where %s', async (_where, breakApi) => {
  onTestFinished(() => void vi.restoreAllMocks());
  let runs = 0;
  const router = traceCalls(createRouter(contract).controllers({ 'task:run': () => void runs++ }));
  breakApi(() => {
    throw new Error('the tracer is broken');
  });
  const call = { event: 'task:run', socketId: 's1' };
  expect(await router.dispatch(call, { user: undefined, scopes: [] })).toEqual({ ok: true });
  expect(runs).toBe(1);
});

it('a traced router gives what the router gives, as it is now', async () => {
  const router = createRouter(contract).controllers({ 'task:run': async () => {} });
  const traced = traceCalls(router);
  const call = traced.dispatch({ event: 'task:run', socketId: 's1' }, { user: undefined, scopes: [] });
  expect([traced.inFlight, router.inFlight]).toEqual([1, 1]);
  await call;
  expect([traced.inFlight, traced.has('task:run'), traced.contract]).toEqual([0, true, contract]);
});
