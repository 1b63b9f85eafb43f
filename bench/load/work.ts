/** Calls that are told apart by their number alone, and whose replies can be checked by it. */
export interface Work {
  readonly event: string;
  /** The payload of call `n`, as JSON in ASCII. */
  payload(n: number): string;
  /** Whether this is the reply to call `n`. */
  isRight(n: number, data: unknown): boolean;
}

/** Names a work, so that another process can make it. */
export type WorkName = { readonly kind: 'order' } | { readonly kind: 'message'; readonly bytes: number };

/** A message of two fields, about a hundred bytes. */
export const MESSAGE: WorkName = { kind: 'message', bytes: 60 };

/** An order of seven fields with three lines, about 250 bytes. */
export const ORDER: WorkName = { kind: 'order' };

export function createWork(name: WorkName): Work {
  return name.kind === 'order' ? orders() : messages(name.bytes);
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
