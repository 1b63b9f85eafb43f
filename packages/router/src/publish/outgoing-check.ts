import {
  type Contract,
  type Issue,
  ownValue,
  type Path,
  type Tolerated,
  thrownText,
  writeValueNow,
} from '@switchboard/contract';

/**
 * What is done about an event that breaks the contract: `enforce` throws and sends nothing, `report` sends it as it is and
 * notifies an observer, `off` checks nothing and sends everything as it is. An asynchronous schema cannot be checked here, so
 * no value fits it.
 */
export type OutgoingMode = 'enforce' | 'report' | 'off';

/** An event, or the answer to one, that broke the contract and was let through. */
export interface OutgoingBreach {
  readonly event: string;
  /** The socket that answered; left out for the event itself. */
  readonly socketId?: string;
  readonly issues: readonly Issue[];
}

/** Fields that the contract does not name, in an event or in the answer to one. They were left out. */
export interface DroppedFields {
  readonly event: string;
  /** The socket that answered; left out for the event itself. */
  readonly socketId?: string;
  /** At most 20 paths. */
  readonly dropped: readonly Path[];
}

/** The server was about to send an event that breaks the contract; nothing was sent. */
export class BreachError extends TypeError {
  readonly event: string;
  readonly issues: readonly Issue[];

  constructor({ event, issues }: { readonly event: string; readonly issues: readonly Issue[] }) {
    super(`The server event "${event}" breaks the contract: ${JSON.stringify(issues)}`);
    this.name = 'BreachError';
    this.event = event;
    this.issues = issues;
  }
}

/** An event's payload as it goes on the wire, without unknown fields, or what does not fit. */
export function checkOutgoing(contract: Contract, event: string, payload: unknown): Tolerated<unknown> {
  const spec = ownValue(contract.serverEventMap, event);
  if (!spec) return refused(`The contract has no server event "${event}".`);
  const { payload: schema } = spec;
  if (schema) return checkWith(() => writeValueNow(schema, payload));
  if (payload === undefined || payload === null) return { ok: true, value: undefined };
  return refused(`The server event "${event}" takes no payload.`);
}

/** What the check gives; a schema that throws accepts nothing. */
export function checkWith(check: () => Tolerated<unknown>): Tolerated<unknown> {
  try {
    return check();
  } catch (error) {
    return refused(`The schema failed: ${thrownText(error)}`);
  }
}

function refused(message: string): Tolerated<unknown> {
  return { ok: false, issues: [{ path: [], message }] };
}
