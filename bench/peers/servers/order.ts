export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly note?: string | undefined;
  readonly express: boolean;
  readonly lines: readonly { readonly sku: string; readonly count: number; readonly price: number }[];
}

/** The reply to an order. */
export interface Receipt {
  id: string;
  total: number;
  accepted: boolean;
}

export interface Echo {
  readonly value: unknown;
}

/** What everyone hears of an order. */
export interface OrderPlaced extends Receipt {
  at: number;
}

export interface Message {
  readonly room: string;
  readonly text: string;
}

/** The reply to a message. */
export interface Sent {
  room: string;
  length: number;
}

let placed = 0;

export function accept({ id, lines }: Order): Receipt {
  return { id, total: lines.reduce((sum, { count, price }) => sum + count * price, 0), accepted: true };
}

export function echo({ value }: Echo): Echo {
  return { value };
}

export function send({ room, text }: Message): Sent {
  return { room, length: text.length };
}

/** One of a burst; each has an id of its own. */
export function nextOrderPlaced(): OrderPlaced {
  placed += 1;
  return { id: `order-${placed}`, total: placed, accepted: true, at: Date.now() };
}
