import { once } from 'node:events';
import { WebSocket } from 'ws';

interface Response {
  readonly id: number;
  readonly result: { readonly result?: { readonly value?: unknown } };
}

interface Question {
  readonly id: number;
  readonly method: string;
  readonly params?: object;
}

const COLLECT = { id: 1, method: 'HeapProfiler.collectGarbage' };
const IN_USE = evaluation('(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())');
const PEAK = evaluation('process.resourceUsage().maxRSS * 1024');

/**
 * Collects garbage in a process whose inspector is open, then resolves to the bytes in use: of the JavaScript heap, and of
 * buffers beside it.
 */
export function readMemory(url: string): Promise<number> {
  return ask(url, COLLECT, IN_USE);
}

/** Resolves to the most bytes that the process has had in memory so far. */
export function readPeak(url: string): Promise<number> {
  return ask(url, PEAK);
}

function evaluation(expression: string): Question {
  return { id: 2, method: 'Runtime.evaluate', params: { expression } };
}

/**
 * Resolves to the answer to the last question. It hangs up at once, because a process that ends waits for what is attached.
 * Source: https://chromedevtools.github.io/devtools-protocol/v8/
 */
async function ask(url: string, ...questions: readonly Question[]): Promise<number> {
  const socket = new WebSocket(url, { perMessageDeflate: false, handshakeTimeout: 10_000 });
  await once(socket, 'open');
  try {
    let response: Response | undefined;
    for (const question of questions) response = await askOne(socket, question);
    return Number(response?.result.result?.value);
  } finally {
    socket.close();
    await once(socket, 'close');
  }
}

/** One question at a time. Rejects if the process goes away. */
async function askOne(socket: WebSocket, question: Question): Promise<Response> {
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
