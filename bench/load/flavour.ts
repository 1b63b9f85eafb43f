/** How a server is spoken to: Socket.IO's protocol, or JSON over a bare WebSocket. */
export type FlavourName = 'socket.io' | 'raw-ws';

/** What a text off the wire means. */
export type Incoming =
  | { readonly kind: 'reply'; readonly n: number; readonly data: unknown }
  | { readonly kind: 'event'; readonly event: string; readonly payload: unknown }
  /** Belongs to the protocol, and is answered with this text. */
  | { readonly kind: 'answer'; readonly text: string }
  /** Calls may begin. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly text: string };

export interface Flavour {
  readonly path: string;
  /** Whether calls may begin at once, without `ready`. */
  readonly isReadyAtOnce: boolean;
  /** `json` is the payload as text; `n` comes back with the reply. */
  call(n: number, event: string, json: string): string;
  /** Throws an Error for what the protocol does not have. */
  read(text: string): Incoming;
}

export const FLAVOURS: Readonly<Record<FlavourName, Flavour>> = {
  'socket.io': {
    path: '/socket.io/?EIO=4&transport=websocket',
    isReadyAtOnce: false,
    call: (n, event, json) => `42${n}["${event}",${json}]`,
    read: (text) => {
      const [engine, packet] = [text[0], text[1]];
      if (engine === '0') return { kind: 'answer', text: '40' };
      if (engine === '2') return { kind: 'answer', text: '3' };
      if (engine === '4' && packet === '0') return { kind: 'ready' };
      if (engine === '4' && packet === '2') {
        const [event, payload] = JSON.parse(text.slice(2)) as [string, unknown];
        return { kind: 'event', event, payload };
      }
      if (engine === '4' && packet === '3') {
        const start = text.indexOf('[');
        const [data] = JSON.parse(text.slice(start)) as [unknown];
        return { kind: 'reply', n: Number(text.slice(2, start)), data: unwrap(data) };
      }
      if (engine === '4' && (packet === '1' || packet === '4')) return { kind: 'refused', text };
      throw new Error(`The server sent what the protocol does not have: ${text.slice(0, 100)}`);
    },
  },
  'raw-ws': {
    path: '/socket.io/',
    isReadyAtOnce: true,
    call: (n, event, json) => `{"n":${n},"event":"${event}","payload":${json}}`,
    read: (text) => {
      const message = JSON.parse(text) as {
        readonly n?: number;
        readonly data?: unknown;
        readonly event?: string;
        readonly payload?: unknown;
      };
      if (message.n !== undefined) return { kind: 'reply', n: message.n, data: message.data };
      if (message.event !== undefined)
        return { kind: 'event', event: message.event, payload: message.payload };
      throw new Error(`The server sent what the protocol does not have: ${text.slice(0, 100)}`);
    },
  },
};

/** Switchboard's replies say whether the call went well; the others are the data alone. */
function unwrap(reply: unknown): unknown {
  if (typeof reply !== 'object' || reply === null || !('ok' in reply)) return reply;
  return reply.ok === true && 'data' in reply ? reply.data : reply;
}
