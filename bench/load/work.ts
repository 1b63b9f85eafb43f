/** Calls that are told apart by their number alone, and whose replies can be checked by it. */
export interface Work {
  readonly event: string;
  /** The payload of call `n`, as JSON in ASCII, from this one of the callers. */
  payload(n: number, caller: number): string;
  /** Whether this is the reply to call `n` of this caller. */
  isRight(n: number, data: unknown, caller: number): boolean;
}

/** Names a work, so that another process can make it. */
export type WorkName =
  | { readonly kind: 'order' | 'echo' | 'time' }
  | { readonly kind: 'message'; readonly bytes: number }
  | { readonly kind: 'refused'; readonly code: string; readonly bad?: boolean }
  | { readonly kind: 'post'; readonly rooms: string; readonly mayFail?: boolean };

/** A message of two fields, about a hundred bytes. */
export const MESSAGE: WorkName = { kind: 'message', bytes: 60 };

/** An order of seven fields with three lines, about 250 bytes. */
export const ORDER: WorkName = { kind: 'order' };

/** A text of a hundred characters, and back. */
export const ECHO: WorkName = { kind: 'echo' };

/** The event of the product without a payload. */
export const TIME: WorkName = { kind: 'time' };

export function createWork(name: WorkName): Work {
  switch (name.kind) {
    case 'order':
      return orders();
    case 'message':
      return messages(name.bytes);
    case 'echo':
      return echoes();
    case 'time':
      return times();
    case 'refused':
      return refusals(name);
    case 'post':
      return posts(name);
  }
}

const POOL = 64;

interface PooledOrder {
  /** What follows the id. */
  readonly rest: string;
  readonly total: number;
}

/** Orders of three lines, about 250 bytes each, every one with another id. */
function orders(): Work {
  const pool = Array.from({ length: POOL }, (_, index) => pooledOrder(index));
  const pooled = (n: number): PooledOrder => pool[n % POOL] as PooledOrder;
  return {
    event: 'order:place',
    payload: (n) => `{"id":"order-${n}",${pooled(n).rest}`,
    isRight: (n, data) =>
      isRecord(data) && data.id === `order-${n}` && data.total === pooled(n).total && data.accepted === true,
  };
}

function pooledOrder(index: number): PooledOrder {
  const lines = ['desk-oak-140', 'lamp-brass-40', 'chair-beech-02'].map((sku, line) => ({
    sku: `${sku}-${index}`,
    count: 1 + ((index + line) % 9),
    price: (1_995 + index * 100 + line * 50) / 100,
  }));
  const order = {
    customer: `customer-${index}`,
    note: 'leave it with the neighbour',
    express: index % 2 === 0,
    lines,
  };
  return {
    rest: JSON.stringify(order).slice(1),
    total: lines.reduce((sum, { count, price }) => sum + count * price, 0),
  };
}

/** Messages with a text of about so many bytes, in one of several rooms. */
function messages(bytes: number): Work {
  const filling = 'x'.repeat(bytes);
  const roomOf = (n: number): string => `room-${n % POOL}`;
  return {
    event: 'message:send',
    payload: (n) => `{"room":"${roomOf(n)}","text":"${n}${filling}"}`,
    isRight: (n, data) =>
      isRecord(data) && data.room === roomOf(n) && data.length === bytes + String(n).length,
  };
}

const VALUE = 'x'.repeat(95);

function echoes(): Work {
  return {
    event: 'system:echo',
    payload: (n) => `{"value":"${n}${VALUE}"}`,
    isRight: (n, data) => isRecord(data) && data.value === `${n}${VALUE}`,
  };
}

function times(): Work {
  return {
    event: 'system:time',
    payload: () => 'null',
    isRight: (_n, data) => isRecord(data) && typeof data.now === 'string',
  };
}

/** What `run-calls.ts` takes for the reply of a server that refuses with an event in the place of an ack. */
export const REFUSED = 'refused';

/** The packets of `echoes`, each of which is refused with this code; with `bad`, because its field has another name. */
function refusals({ code, bad = false }: { readonly code: string; readonly bad?: boolean }): Work {
  const field = bad ? 'worth' : 'value';
  return {
    event: 'system:echo',
    payload: (n) => `{"${field}":"${n}${VALUE}"}`,
    isRight: (_n, data) => data === REFUSED || codeOf(data) === code,
  };
}

/** Texts to a room of each caller's own: what the product stores, and what a bare server only acknowledges. */
function posts({ rooms, mayFail = false }: { readonly rooms: string; readonly mayFail?: boolean }): Work {
  const seqs = new Map<number, number>();
  return {
    event: 'message:send',
    payload: (n, caller) => `{"room":"${rooms}-${caller}","text":"${n}${VALUE}"}`,
    isRight: (_n, data, caller) => {
      if (!isRecord(data)) return false;
      if (data.ok === false) return mayFail && UNAVAILABLE.has(codeOf(data));
      if (data.room === `${rooms}-${caller}`) return true;
      const { seq } = data;
      const last = seqs.get(caller);
      if (typeof seq !== 'number') return false;
      seqs.set(caller, seq);
      // What was given up while it waited may have been stored for all that.
      return last === undefined || (mayFail ? seq > last : seq === last + 1);
    },
  };
}

/** What a write may fail with while its store cannot be had. */
const UNAVAILABLE: ReadonlySet<unknown> = new Set(['SERVICE_UNAVAILABLE', 'TIMEOUT']);

function codeOf(reply: unknown): unknown {
  return isRecord(reply) && isRecord(reply.error) ? reply.error.code : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
