import {
  type Context,
  context,
  ProxyTracerProvider,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { type AnyReply, after, type MaybePromise, parseCallMeta, statusOf } from '@switchboard/contract';
import type { IncomingCall } from '../core/dispatch.ts';
import type { Router } from '../core/router.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { safely } from '../lib/safely.ts';

const NAME = 'switchboard';

interface Started {
  span?: Span;
  active?: Context;
}

/**
 * The same router with an OpenTelemetry span around each call: named by the event, a child of the call's `trace`, and
 * active while the call runs. Where no SDK is set up, it does nothing. Only failures of the server are errors of the span.
 * A tracer that throws changes no call: the process warns once.
 */
export function traceCalls<C extends RouterContext>(router: Router<C>): Router<C> {
  const tracer = trace.getTracer(NAME);

  const start = (call: IncomingCall, started: Started): void => {
    if (!hasSdk()) return;
    const event = router.has(call.event) ? String(call.event) : 'unknown';
    const attributes = { 'switchboard.event': event, 'switchboard.acked': call.acked ?? true };
    const parent = parentOf(call);
    started.span = tracer.startSpan(event, { kind: SpanKind.SERVER, attributes }, parent);
    started.active = trace.setSpan(parent, started.span);
  };

  const dispatch: Router<C>['dispatch'] = (call, callContext) => {
    const started: Started = {};
    safely('The tracer', start, call, started);
    const { span, active } = started;
    if (!span || !active) return router.dispatch(call, callContext);
    let running: MaybePromise<AnyReply> | undefined;
    const run = (): MaybePromise<AnyReply> => {
      running ??= router.dispatch(call, callContext);
      return running;
    };
    safely('The tracer', runIn, active, run);
    // `run` again, in case the tracer failed before it did.
    return after(run(), (reply) => {
      safely('The tracer', end, span, reply);
      return reply;
    });
  };
  // A copy would freeze what the router gives by getters.
  return Object.create(router, { dispatch: { value: dispatch } }) as Router<C>;
}

function runIn(active: Context, run: () => MaybePromise<AnyReply>): void {
  void context.with(active, run);
}

/** It may come at any time. */
function hasSdk(): boolean {
  const provider = trace.getTracerProvider();
  return !(provider instanceof ProxyTracerProvider) || provider.getDelegateTracer(NAME) !== undefined;
}

function parentOf({ meta }: IncomingCall): Context {
  const active = context.active();
  if (meta === undefined || meta === null) return active;
  const parsed = parseCallMeta(meta);
  const traceparent = parsed.ok ? parsed.value.trace : undefined;
  return traceparent === undefined ? active : propagation.extract(active, { traceparent });
}

function end(span: Span, reply: AnyReply): void {
  const code = reply.ok ? 'OK' : reply.error.code;
  span.setAttribute('switchboard.code', code);
  if (!reply.ok && statusOf(code) >= 500) span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  span.end();
}
