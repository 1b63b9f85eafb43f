import type { Issue } from '@switchboard/contract';
import type { Traffic } from './traffic.ts';
import type { CallOptions } from './typed-client.ts';

/** A checked payload on its way; `attempt` where there may be more than one. */
export interface Sent {
  readonly event: string;
  readonly payload: unknown;
  readonly issues: Issue[];
  readonly attempt?: number;
}

/** Tells that a call leaves, with the frames that were seen of it. */
export type TellCall = (seen: Pick<Traffic, 'frames'>) => void;

/** One message on its way; `start` on the clock of `performance.now()`. */
export interface Exchange {
  readonly event: string;
  readonly payload: unknown;
  readonly call: number;
  readonly start: number;
  readonly tellCall: TellCall;
}

export type AttemptOptions = CallOptions & { readonly timeout: number };
