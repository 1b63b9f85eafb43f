import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { TlsOptions } from 'node:tls';

/** A proxy before an HTTPS server that spoils the first requests of an event. Closed at the end of the scope. */
export interface LossyProxy extends AsyncDisposable {
  readonly url: string;
  /** The headers of each request of the event, in turn. */
  readonly requests: readonly NodeJS.Dict<string | string[]>[];
}

/** What is answered instead of the server, or `lose-answer`: the server executes the call, and nobody hears of it. */
export type Spoilt = { readonly status: number; readonly body: string } | 'lose-answer';

/** Spoils as many requests of the event as there are faults. */
export async function startLossyProxy(
  server: string,
  tls: TlsOptions,
  { event, faults }: { readonly event: string; readonly faults: readonly Spoilt[] },
): Promise<LossyProxy> {
  const requests: NodeJS.Dict<string | string[]>[] = [];
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method, headers, url = '/' } = incoming;
    const fault = url.endsWith(event) ? faults[requests.push(headers) - 1] : undefined;
    const body = await buffer(incoming);
    if (typeof fault === 'object') return void response.writeHead(fault.status).end(fault.body);
    const outgoing = request(new URL(url, server), {
      method,
      headers,
      agent: false,
      ...(tls.ca && { ca: tls.ca }),
    });
    const [served] = (await once(outgoing.end(body), 'response')) as [IncomingMessage];
    const bytes = await buffer(served);
    if (fault === 'lose-answer') incoming.socket.destroy();
    else response.writeHead(served.statusCode ?? 502, served.headers).end(bytes);
  };
  const proxy = createServer(tls, (incoming, response) => {
    answer(incoming, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => {
    proxy.listen(0, resolve);
  });
  return {
    url: `https://localhost:${(proxy.address() as AddressInfo).port}`,
    requests,
    [Symbol.asyncDispose]: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}
