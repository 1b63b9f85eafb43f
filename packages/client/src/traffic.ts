import type { AnyReply, Issue, Path } from '@switchboard/contract';

/** Something that went over the wire, as `client.observe` reports it. `at` is in milliseconds since the epoch. */
export type Traffic =
  /** A call or a send left. `call` ties its reply to it; a send gets none. Each attempt of a call that is retried is one. */
  | {
      readonly kind: 'call' | 'send';
      readonly at: number;
      readonly call: number;
      readonly event: string;
      readonly payload: unknown;
      /** Which attempt of its call this is, from 1; left out where there is only one. */
      readonly attempt?: number;
      /** The call's id, where it has one: the same in all attempts. */
      readonly id?: string;
      /** What the call's option `origin` says. */
      readonly origin?: string;
      /** What does not fit, where such payloads are let pass: empty if all does, or it was not checked. */
      readonly issues: readonly Issue[];
      /** Where fields that the contract does not name were left out, if any were: at most 20 paths. */
      readonly dropped?: readonly Path[];
    }
  /** A call settled; `latency` in milliseconds. */
  | {
      readonly kind: 'reply';
      readonly at: number;
      readonly call: number;
      readonly event: string;
      readonly reply: AnyReply;
      /** All arguments of the server's acknowledgement, as they came; left out where this end made the reply. */
      readonly raw?: readonly unknown[];
      readonly latency: number;
      readonly issues: readonly Issue[];
      /** Where fields that the contract does not name were left out, if any were: at most 20 paths. */
      readonly dropped?: readonly Path[];
    }
  /** The server sent an event, of the contract or not. */
  | {
      readonly kind: 'event';
      readonly at: number;
      readonly event: string;
      readonly payload: unknown;
      /** Whether it fits the contract: empty if it does. */
      readonly issues: readonly Issue[];
      /** Where fields that the contract does not name were left out, if any were: at most 20 paths. */
      readonly dropped?: readonly Path[];
    };
