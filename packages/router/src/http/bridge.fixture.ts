import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type RequestListener,
  request,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { defineContract, defineEvents } from '@switchboard/contract';
import express, { type Request } from 'express';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { EventControllerMap } from '../core/controller.ts';
import { createRouter, type Router } from '../core/router.ts';
import type { CallFailure, CallRecord } from '../core/settle.ts';
import type { RouterContext } from '../lib/router-context.ts';
import { createHttpBridge, type HttpBridgeOptions, type HttpRequest } from './bridge.ts';

const http = { http: true };

export const contract = defineContract({
  name: 'shop',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'item:add': {
      summary: 'Add an item',
      payload: z.strictObject({ name: z.string(), picture: z.instanceof(Uint8Array).optional() }),
      response: z.strictObject({ id: z.string(), picture: z.instanceof(Uint8Array).optional() }),
      errors: { SOLD_OUT: z.strictObject({ name: z.string() }) },
      policy: { ...http, maxBytes: 200, idempotent: true },
    },
    'item:count': { summary: 'Count the items', response: z.strictObject({ count: z.int() }), policy: http },
    'item:watch': { summary: 'Watch the items' },
    'value:get': { summary: 'Get a value', response: z.unknown(), policy: http },
    'owner:name': {
      summary: 'Name the owner',
      response: z.strictObject({ name: z.string() }),
      policy: { ...http, scope: 'owner' },
    },
  }),
  serverEventMap: {},
});

type Controllers = EventControllerMap<typeof contract.clientEventMap, RouterContext>;

export const controllers: Controllers = {
  'item:add': ({ message: { name, picture } }) => ({ id: `of ${name}`, ...(picture && { picture }) }),
  'item:count': () => ({ count: 7 }),
  'item:watch': () => {},
  'value:get': () => 1,
  'owner:name': (_message, { user }) => ({ name: user.id }),
};

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: unknown;
}

export interface BridgeServer {
  readonly records: CallRecord[];
  readonly reported: CallFailure[];
  readonly router: Router;
  /** Sends a request to the event's path; the body as it is. */
  send(method: string, event: string, headers?: Record<string, string>, body?: string): Promise<Answer>;
  /** Posts the body: as JSON, unless it is a text. */
  post(event: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a request without a body. Gives what makes its client leave. */
  begin(event: string): () => void;
}

type Options = Partial<HttpBridgeOptions<HttpRequest, RouterContext>>;
type Handler = ReturnType<typeof createHttpBridge<HttpRequest, RouterContext>>;

/** What serves the bridge: Express, and a bare server of `node:http` that reads the path and the body itself. */
export const HOSTS: Record<string, (bridge: Handler) => RequestListener> = {
  Express: (bridge) =>
    express().all(
      '/events/:event',
      express.json({ limit: 10_000_000, strict: false }),
      express.urlencoded({ extended: false }),
      (incoming: Request, response) => bridge(incoming, response),
    ),
  'node:http': (bridge) => async (incoming, response) => {
    const body = await text(incoming);
    const isForm = incoming.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    const parsed = isForm ? Object.fromEntries(new URLSearchParams(body)) : body && JSON.parse(body);
    const event = decodeURIComponent(incoming.url?.split('/').at(-1) ?? '');
    await bridge(Object.assign(incoming, { params: { event }, body: parsed || undefined }), response);
  },
};

/** Serves the test contract over HTTP until the test is over. */
export async function serveBridge(
  host: string,
  changed: Partial<Controllers> = {},
  options: Options = {},
): Promise<BridgeServer> {
  const records: CallRecord[] = [];
  const reported: CallFailure[] = [];
  const router = createRouter(contract, {
    scopes: ['owner'],
    onSettled: (record) => records.push(record),
    onFailure: (failed) => reported.push(failed),
  }).controllers({ ...controllers, ...changed });
  const bridge = createHttpBridge<HttpRequest, RouterContext>(router, {
    context: () => ({ user: undefined, scopes: [] }),
    bodySize: ({ headers }) => Number(headers['content-length'] ?? 0),
    ...options,
  });
  const server = createServer((HOSTS[host] as (typeof HOSTS)[string])(bridge)).listen(0);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const begin = (method: string, event: string, headers?: Record<string, string>) =>
    request({ port, path: `/events/${event}`, method, ...(headers && { headers }) });
  const send: BridgeServer['send'] = async (method, event, headers, body) => {
    const outgoing = begin(method, event, headers).end(body);
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    const answer = await text(incoming);
    const { statusCode: status = 0, headers: answered } = incoming;
    return { status, headers: answered, text: answer, json: answer && JSON.parse(answer) };
  };

  return {
    records,
    reported,
    router,
    send,
    post: (event, body, headers) =>
      send(
        'POST',
        event,
        { 'content-type': 'application/json', ...headers },
        typeof body === 'string' || body === undefined ? body : JSON.stringify(body),
      ),
    begin: (event) => {
      const outgoing = begin('POST', event);
      outgoing.on('error', () => undefined).end();
      return () => outgoing.destroy();
    },
  };
}
