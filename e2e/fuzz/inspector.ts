import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Response {
  readonly id: number;
  readonly result: { readonly result?: { readonly value?: unknown } };
}

const COLLECT = { id: 1, method: 'HeapProfiler.collectGarbage' };
const MEASURE = {
  id: 2,
  method: 'Runtime.evaluate',
  params: { expression: '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())' },
};

/**
 * Collects garbage in a process whose inspector is open, then resolves to the bytes in use: of the JavaScript heap, and of
 * buffers beside it. It hangs up at once, because a process that ends waits for whoever is attached.
 * Source: https://chromedevtools.github.io/devtools-protocol/v8/
 */
export async function readMemory(url: string): Promise<number> {
  const socket = new WebSocket(url, { perMessageDeflate: false, handshakeTimeout: 10_000 });
  await once(socket, 'open');
  try {
    await ask(socket, COLLECT);
    const { result } = await ask(socket, MEASURE);
    return Number(result.result?.value);
  } finally {
    socket.close();
    await once(socket, 'close');
  }
}

/** One question at a time. Rejects if the process goes away. */
async function ask(socket: WebSocket, question: { readonly id: number }): Promise<Response> {
  socket.send(JSON.stringify(question));
  const gone = new AbortController();
  const onClose = (): void => gone.abort(new Error('The inspected process is gone.'));
  socket.once('close', onClose);
  try {
    for (;;) {
      const [data] = (await once(socket, 'message', { signal: gone.signal })) as [Buffer];
      const response = JSON.parse(data.toString()) as Response;
      if (response.id === question.id) return response;
    }
  } finally {
    socket.off('close', onClose);
  }
}
