import { Agent, request } from 'node:https';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** One HTTPS request on a connection that is kept. Resolves to `undefined` if the server hung up instead of answering. */
export function createExchange(serverUrl: string) {
  const agent = new Agent({ keepAlive: true, rejectUnauthorized: false });
  const exchange = (path: string, body?: Uint8Array): Promise<Answer | undefined> =>
    new Promise((resolve) => {
      const method = body ? 'POST' : 'GET';
      const headers = body ? { 'content-type': 'text/plain;charset=UTF-8' } : {};
      const asked = request(new URL(path, serverUrl), { agent, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('close', () => {
          if (!response.complete) return resolve(undefined);
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() });
        });
      });
      asked.on('error', () => resolve(undefined));
      asked.end(body);
    });
  return { exchange, close: () => agent.destroy() };
}
