import { isReply } from '@switchboard/contract';
import type { Answer } from './entry.ts';

/**
 * What an answer is: `ok` and `error` are replies of the server under a contract, `bare` is an acknowledgement that is no
 * reply though there is a contract, `raw` is any acknowledgement where there is none. `none` says that no server answered:
 * everything in it is the console's own judgement.
 */
export type AnswerKind = 'ok' | 'error' | 'bare' | 'raw' | 'none';

export function answerKind({ by, args, reply }: Answer): AnswerKind {
  if (by === 'client') return 'none';
  if (!reply) return 'raw';
  if (args && !(args.length === 1 && isReply(args[0]))) return 'bare';
  return reply.ok ? 'ok' : 'error';
}

/** What a server answered: the data or the error of its reply, or its arguments; one argument stands for itself. */
export function answeredValue(answer: Answer): unknown {
  const { args = [], reply } = answer;
  switch (answerKind(answer)) {
    case 'ok':
    case 'error':
      return reply?.ok ? reply.data : reply?.error;
    case 'bare':
    case 'raw':
      return args.length > 1 ? args : args[0];
    case 'none':
      return undefined;
  }
}

/** The code of an error; where no server answered, why not in one word. */
export function answerCode({ reply, ...answer }: Answer): string {
  if (reply && !reply.ok) return reply.error.code;
  return 'outcome' in answer && typeof answer.outcome === 'string' ? answer.outcome : 'no answer';
}

/** Why no server answered, in one sentence. */
export function noAnswerReason({ reply, ...answer }: Answer): string {
  if ('explanation' in answer && typeof answer.explanation === 'string') return answer.explanation;
  return reply && !reply.ok ? reply.error.message : '';
}
