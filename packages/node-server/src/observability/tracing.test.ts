import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startApp } from '../app.fixture.ts';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE}-${PARENT}-01`;

const exporter = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

/** What an operator's SDK does when it starts. */
beforeEach(() => {
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
});
afterEach(() => {
  exporter.reset();
  for (const api of [trace, context, propagation]) api.disable();
});

const span = {
  name: 'clock:read',
  kind: SpanKind.SERVER,
  parentSpanContext: { traceId: TRACE, spanId: PARENT, isRemote: true },
};

describe('a call to a server is a span below the caller', () => {
  it('that the trace of its meta names, over a socket', async () => {
    await using app = await startApp();
    const socket = await app.connect();
    await socket.emitWithAck('clock:read', null, { trace: TRACEPARENT });
    expect(exporter.getFinishedSpans()).toMatchObject([span]);
  });

  it('that the traceparent of its request names, over HTTP', async () => {
    await using app = await startApp();
    const headers = { traceparent: TRACEPARENT };
    await app.request('/events/clock:read', { method: 'POST', headers });
    expect(exporter.getFinishedSpans()).toMatchObject([span]);
  });
});
