import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Contract, EventMap, ServerEventMap } from '@switchboard/contract';
import { createAuthority } from '@switchboard/node-server/testing';
import {
  createPublisher,
  createSocketMsgRouter,
  measuringParser,
  type Publisher,
  type Router,
} from '@switchboard/router';
import { createHttpBridge } from '@switchboard/router/http';
import { Server } from 'socket.io';
import { issueServer } from '../faults/stage/certificates.ts';

export interface Served extends AsyncDisposable {
  readonly url: string;
  /** What clients trust, in PEM. */
  readonly ca: string;
  /** Posts a payload to the event over HTTPS, and gives the reply as JSON. */
  post(event: string, payload: unknown): Promise<unknown>;
}

/** Serves a contract over sockets and HTTP, on TLS. `createRouter` gets the publisher of the contract's server events. */
export async function serveOverTls<C extends EventMap, S extends ServerEventMap>(
  contract: Contract<C, S>,
  createRouter: (publish: Publisher<S>) => Router,
): Promise<Served> {
  const authority = await createAuthority();
  const stranger = () => ({ user: undefined, scopes: [] });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const params = { event: request.url?.split('/').at(-1) };
    await bridge(Object.assign(request, { params, body: await json(request) }), response);
  };
  const server = createServer(
    await issueServer(authority),
    (request, response) => void answer(request, response),
  );
  const io = new Server(server, { parser: measuringParser });
  const router = createRouter(createPublisher(contract, io));
  const bridge = createHttpBridge(router, { context: stranger });
  createSocketMsgRouter(router, { context: stranger }).attach(io);
  server.listen(0);
  await once(server, 'listening');
  const { cert: ca } = authority;
  const url = `https://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url,
    ca,
    post: async (event, payload) => {
      const sent = request(`${url}/events/${event}`, {
        method: 'POST',
        ca,
        agent: false,
        headers: { 'content-type': 'application/json' },
      });
      sent.end(JSON.stringify(payload));
      const [response] = await once(sent, 'response');
      return json(response);
    },
    [Symbol.asyncDispose]: () => io.close(),
  };
}
