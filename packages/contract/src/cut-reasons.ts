/** Why a server cuts a connection that goes too far. */
export type CutReason =
  | 'flood'
  | 'slow_reader'
  | 'server_full'
  | 'too_many_connections'
  | 'packet_too_large'
  | 'too_many_attachments'
  | 'parse_error'
  | 'unexpected_packet'
  | 'connect_timeout';

/** The close codes of a WebSocket for each reason: the server closes with the first; the others are those of WebSocket itself. */
export const CLOSE_CODES: Readonly<Record<CutReason, readonly [number, ...number[]]>> = {
  flood: [4429],
  slow_reader: [4408],
  server_full: [4503],
  too_many_connections: [4430],
  packet_too_large: [4413, 1009],
  too_many_attachments: [4422],
  parse_error: [4400, 1002, 1007],
  unexpected_packet: [4409],
  connect_timeout: [4410],
};

interface CutReasonSpec {
  /** Over polling: the status of the answer to the next request, whose body is a `CutBody`. */
  readonly status: number;
  /** What went too far, and what to do; the server may say it more exactly. */
  readonly message: string;
}

/** What a server says of each reason; docs/errors.md has the same table. */
export const CUT_REASONS: Readonly<Record<CutReason, CutReasonSpec>> = {
  /** More packets a second than the server takes, or as many at once. */
  flood: {
    status: 429,
    message: 'more packets or frames a second than the server takes: send fewer at a time',
  },
  /** More waits to be read than the server keeps. */
  slow_reader: {
    status: 400,
    message: 'more waited to be read than the server keeps: read faster, or listen to less',
  },
  /** More is unread or half sent by all clients together than the server keeps, and most of it by this one. */
  server_full: {
    status: 503,
    message:
      'too much was unread or half sent by all clients, and most by this one: read faster, and send whole packets',
  },
  /** The server, or the client's address, has as many connections as it may have. */
  too_many_connections: {
    status: 503,
    message: 'as many connections as there may be are open: close some, or come back later',
  },
  /** A packet is larger than the server takes of any event. */
  packet_too_large: {
    status: 413,
    message: 'a packet was larger than the server takes: send less in one packet',
  },
  /** A packet has more binary parts than Socket.IO takes. */
  too_many_attachments: {
    status: 422,
    message: 'a packet had more than 10 binary parts: send fewer in one packet',
  },
  /** What came is no packet of Socket.IO, or its text is no UTF-8. */
  parse_error: {
    status: 400,
    message: 'a packet was not Socket.IO: use a client of Socket.IO 3 or 4',
  },
  /** A packet is for a namespace that the connection is not in, or asks for one that it is in. */
  unexpected_packet: {
    status: 409,
    message: 'a packet was for a namespace that was not joined, or joined one twice: join it once, first',
  },
  /** The connection has joined no namespace in time. */
  connect_timeout: {
    status: 408,
    message: 'no namespace was joined in time: send CONNECT as soon as the connection is open',
  },
};

const names = Object.keys(CLOSE_CODES) as CutReason[];

/** What answers a request of a connection that was cut while it polled. */
export interface CutBody {
  readonly cut: CutReason;
  readonly message: string;
}

/** The reason for this close code of a WebSocket, if it is one of them. */
export function cutReasonOf(closeCode: unknown): CutReason | undefined {
  return names.find((name) => (CLOSE_CODES[name] as readonly unknown[]).includes(closeCode));
}

export function isCutReason(name: unknown): name is CutReason {
  return (names as readonly unknown[]).includes(name);
}
