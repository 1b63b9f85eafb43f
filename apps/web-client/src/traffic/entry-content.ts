import type { Frame } from '@switchboard/client/devtools';
import { contractOfEntry } from '../contract/contracts.ts';
import {
  type Answer,
  answerKind,
  argumentsOf,
  type CallEntry,
  type EventEntry,
  noAnswerReason,
  payloadOf,
} from './entry.ts';
import { redactEntry } from './redact-entry.ts';

export interface EntryContent {
  readonly value: unknown;
  /** Its packets; none where none were seen, or they hold a secret that is not to be revealed. */
  readonly frames?: readonly Frame[] | undefined;
  /** Whether it holds a secret, revealed or not. */
  readonly hasSecret: boolean;
}

/** What a call or an event carried, in full; its secrets only where they are to be revealed. */
export function messageContent(entry: CallEntry | EventEntry, reveal: boolean): EntryContent {
  const { isRaw } = contractOfEntry(entry);
  const shown = redactEntry(entry);
  const message = reveal ? entry : shown;
  const value = isRaw ? argumentsOf(message) : payloadOf(message);
  return { value, frames: message.frames, hasSecret: shown.args !== entry.args };
}

/** The same for its answer. */
export function answerContent(entry: CallEntry | EventEntry, reveal: boolean): EntryContent {
  const { isRaw } = contractOfEntry(entry);
  const shown = redactEntry(entry);
  const { answer } = reveal ? entry : shown;
  const value = answer && shownValue(answer, isRaw);
  return { value, frames: answer?.frames, hasSecret: shown.answer !== entry.answer };
}

function shownValue(answer: Answer, isRaw: boolean): unknown {
  const { args, reply, outcome, late } = answer;
  switch (answerKind(answer)) {
    case 'ok':
    case 'error':
      return reply;
    case 'bare':
    case 'raw':
      return args.length === 1 && !isRaw ? args[0] : args;
    case 'none': {
      // The console's own words have not the shape of a reply.
      const issues = reply?.ok === false ? reply.error.issues : undefined;
      return {
        saidBy: 'console',
        why: outcome,
        explanation: noAnswerReason(answer),
        ...(issues && { issues }),
        ...(late && { lateReply: { latency: late.latency, args: late.args } }),
      };
    }
  }
}
