import { once } from 'node:events';
import { WebSocket } from 'ws';

/** What the fuzz needs of Node's inspector. Source: https://chromedevtools.github.io/devtools-protocol/v8/ */
export interface Inspector {
  /** Collects garbage, then tells the bytes in use: of the JavaScript heap, and of buffers beside it. */
  memory(): Promise<number>;
  close(): void;
}

interface Response {
  readonly id: number;
  readonly result: { readonly result?: { readonly value?: unknown } };
}

const BYTES = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())';

export async function connectInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  // The process that is looked into may die: that is told by its exit.
  socket.on('error', () => {});
  const waiting = new Map<number, (response: Response) => void>();
  let last = 0;
  socket.on('message', (data) => {
    const response = JSON.parse((data as Buffer).toString()) as Response;
    waiting.get(response.id)?.(response);
    waiting.delete(response.id);
  });
  const ask = (method: string, params: object = {}): Promise<Response> => {
    last += 1;
    const id = last;
    socket.send(JSON.stringify({ id, method, params }));
    return new Promise((resolve) => waiting.set(id, resolve));
  };
  return {
    memory: async () => {
      await ask('HeapProfiler.collectGarbage');
      const { result } = await ask('Runtime.evaluate', { expression: BYTES });
      return Number(result.result?.value);
    },
    close: () => socket.close(),
  };
}
