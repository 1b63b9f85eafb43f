import type { Address } from './connection.ts';
import type { EnterRooms } from './enter-rooms.ts';
import type { FlavourName } from './flavour.ts';
import type { BurstsOptions, BurstsResult } from './run-bursts.ts';
import type { CallsOptions, CallsResult } from './run-calls.ts';
import type { ChatOptions, ChatResult } from './run-chat.ts';
import type { PacedOptions, PacedResult } from './run-paced.ts';
import type { WorkName } from './work.ts';

/** What the bench asks of the process that makes the load. */
export interface LoadQuestions {
  /** Opens so many connections more, a few at a time. */
  open: { readonly address: Address; readonly flavour: FlavourName; readonly connections: number };
  calls: Omit<CallsOptions, 'work'> & { readonly work: WorkName };
  /** Has every caller that is in no room yet log in and join one of `rooms-0`, `rooms-1` and so on. */
  enter: EnterRooms;
  /** Has every caller join the same room too. */
  join: { readonly room: string };
  /** Posts at a steady pace. */
  chat: ChatOptions;
  /** Calls at a steady pace, whatever the server does. */
  paced: Omit<PacedOptions, 'work'> & { readonly work: WorkName };
  bursts: BurstsOptions;
  /** Closes all connections. */
  close: Record<never, never>;
}

export interface LoadAnswers {
  open: { readonly connections: number };
  calls: CallsResult;
  enter: Record<never, never>;
  join: Record<never, never>;
  chat: ChatResult;
  paced: PacedResult;
  bursts: BurstsResult;
  close: Record<never, never>;
}
