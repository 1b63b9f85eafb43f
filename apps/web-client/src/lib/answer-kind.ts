import { isReply } from '@switchboard/contract';
import { type Answer, payloadOf } from './entry.ts';

/**
 * What an answer is: `ok` and `error` are replies of the server under a contract, `bare` is an acknowledgement that is no
 * reply though there is a contract, `raw` is any acknowledgement where there is none. `none` says that no server answered:
 * everything in it is the console's own judgement.
 */
export type AnswerKind = 'ok' | 'error' | 'bare' | 'raw' | 'none';

export function answerKind({ by, args, reply }: Pick<Answer, 'by' | 'args' | 'reply'>): AnswerKind {
  if (by === 'client') return 'none';
  if (!reply) return 'raw';
  if (args.length !== 1 || !isReply(args[0])) return 'bare';
  return reply.ok ? 'ok' : 'error';
}

/** What a server answered: the data or the error of its reply, or what came; `undefined` where none answered. */
export function answeredValue(answer: Answer): unknown {
  const { reply } = answer;
  switch (answerKind(answer)) {
    case 'ok':
    case 'error':
      return reply?.ok ? reply.data : reply?.error;
    case 'bare':
    case 'raw':
      return payloadOf(answer);
    case 'none':
      return undefined;
  }
}

/** Why no server answered, in one sentence. */
export function noAnswerReason({ explanation, reply }: Answer): string {
  return explanation ?? (reply?.ok === false ? reply.error.message : '');
}
