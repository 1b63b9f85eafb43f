import { isDeepStrictEqual } from 'node:util';
import { BatchingWebSocketServer } from './batched-writes.ts';
import { CountingWebSocketServer } from './counted-frames.ts';
import { DEFER_EVENT } from './receiver-states.ts';
import type { WsEngine } from './ws-engine.ts';

type Ws = typeof import('ws');

/** One class of ws: how one is made, and what a new one must have beside the methods of the class. */
interface Probe {
  readonly name: keyof Ws;
  readonly make: (ws: Ws) => object;
  readonly methods: readonly string[];
  readonly fields: Readonly<Record<string, unknown>>;
}

const SOCKET = {} as never;
const OtherWebSocket = class {} as never;

/** All that this package needs of ws beyond what ws documents. */
const PROBES: readonly Probe[] = [
  {
    name: 'Sender',
    make: ({ Sender }) => new Sender(SOCKET, {}),
    methods: ['send', 'sendFrame'],
    fields: { _socket: SOCKET, _bufferedBytes: 0, _firstFragment: true, _state: 0 },
  },
  {
    name: 'Receiver',
    make: (ws) =>
      Object.assign(new ws.Receiver({ isServer: true, maxPayload: 7 }), { 'defers by _state': canDefer(ws) }),
    methods: ['write', 'getInfo', 'startLoop'],
    fields: {
      ...{ _maxPayload: 7, _state: 0, _bufferedBytes: 0, _fragmented: 0, _opcode: 0, _fin: false },
      'defers by _state': true,
    },
  },
  {
    name: 'WebSocket',
    make: ({ WebSocket }) => new WebSocket(null, undefined, {}),
    methods: ['setSocket', 'terminate'],
    fields: { _extensions: {}, _receiver: null, _sender: null },
  },
  {
    name: 'WebSocketServer',
    make: ({ WebSocketServer }) => {
      const { options } = new WebSocketServer({ noServer: true, WebSocket: OtherWebSocket });
      return { 'options.WebSocket': options.WebSocket };
    },
    methods: [],
    fields: { 'options.WebSocket': OtherWebSocket },
  },
];

/** A server of ws that writes in batches and counts frames, and one that only counts them. */
export interface WsEngines {
  readonly batching: WsEngine;
  readonly counting: WsEngine;
}

/** The servers of this package, or that of ws with a process warning where ws is not as this package expects it. */
export function chooseEngines(ws: Ws): WsEngines {
  const missing = PROBES.flatMap((probe) => missingOf(ws, probe));
  if (missing.length === 0) return { batching: BatchingWebSocketServer, counting: CountingWebSocketServer };
  process.emitWarning(
    `ws is not as expected, so what is sent is not written in batches, and control frames are not counted. Missing: ${missing.join(', ')}.`,
  );
  return { batching: ws.WebSocketServer, counting: ws.WebSocketServer };
}

/** Whether a receiver in that state waits, and calls nobody back. Another ws could look at the state for ever. */
function canDefer({ Receiver }: Ws): boolean {
  let looks = 0;
  let isDone = false;
  const look = (): number => {
    looks += 1;
    if (looks > 1) throw new Error('It does not wait.');
    return DEFER_EVENT;
  };
  try {
    const receiver: InstanceType<typeof Receiver> = Object.create(Receiver.prototype, {
      _state: { get: look },
    });
    receiver.startLoop(() => {
      isDone = true;
    });
    return !isDone;
  } catch {
    return false;
  }
}

function missingOf(ws: Ws, { name, make, methods, fields }: Probe): string[] {
  let made: object;
  try {
    made = make(ws);
  } catch {
    return [name];
  }
  const isMissing = (member: string): boolean =>
    member in fields
      ? !isDeepStrictEqual(Reflect.get(made, member), fields[member])
      : typeof Reflect.get(made, member) !== 'function';
  return [...methods, ...Object.keys(fields)].filter(isMissing).map((member) => `${name}.${member}`);
}
