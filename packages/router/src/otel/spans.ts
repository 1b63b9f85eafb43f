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
import { type AnyReply, parseCallMeta, statusOf } from '@switchboard/contract';
import type { IncomingCall, Router, RouterContext } from '@switchboard/router';

const NAME = 'switchboard';

/**
 * The same router with an OpenTelemetry span around each call: named by the event, a child of the call's `trace`, and
 * active while the call runs. Where no SDK is set up, it does nothing. Only failures of the server are errors of the span.
 */
export function traceCalls<C extends RouterContext>(router: Router<C>): Router<C> {
  const tracer = trace.getTracer(NAME);
  const dispatch: Router<C>['dispatch'] = (call, callContext) => {
    if (!hasSdk()) return router.dispatch(call, callContext);
    const event = router.has(call.event) ? String(call.event) : 'unknown';
    const parent = parentOf(call);
    const attributes = { 'switchboard.event': event, 'switchboard.acked': call.acked ?? true };
    const span = tracer.startSpan(event, { kind: SpanKind.SERVER, attributes }, parent);
    const reply = context.with(trace.setSpan(parent, span), () => router.dispatch(call, callContext));
    return reply instanceof Promise ? reply.then((settled) => end(span, settled)) : end(span, reply);
  };
  // A copy would freeze what the router tells by getters.
  return Object.create(router, { dispatch: { value: dispatch } }) as Router<C>;
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

function end(span: Span, reply: AnyReply): AnyReply {
  const code = reply.ok ? 'OK' : reply.error.code;
  span.setAttribute('switchboard.code', code);
  if (!reply.ok && statusOf(code) >= 500) span.setStatus({ code: SpanStatusCode.ERROR, message: code });
  span.end();
  return reply;
}
