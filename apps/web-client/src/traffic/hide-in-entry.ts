import type { Frame } from '@switchboard/client/devtools';
import { type AnyReply, type ErrorBody, type Issue, REDACTED } from '@switchboard/contract';
import type { Answer, Entry } from './entry.ts';
import { withoutFrames } from './redact-entry.ts';

/** The value without its secrets: the very same where it has none. `shown` is the value as it may be shown. */
type Hide = (value: unknown, shown: unknown) => unknown;

/**
 * The entry with `hide` applied to what an application gave: arguments, answers, and the reasons of refusals. The other
 * fields stay, so that the entry is still one; where only a text fits, a secret is `REDACTED`. Packets of which a part is
 * hidden are left out.
 */
export function hideInEntry(entry: Entry, shown: Entry, hide: Hide): Entry {
  if (entry.kind === 'state') {
    const { state, before } = shown as typeof entry;
    return {
      ...entry,
      state: hideInState(entry.state, state, hide),
      ...(entry.before && { before: hideInState(entry.before, before ?? entry.before, hide) }),
    };
  }
  const { args, answer } = shown as typeof entry;
  const hidden = hideInMessage(entry, args, hide);
  return (
    entry.answer ? { ...hidden, answer: hideInAnswer(entry.answer, answer ?? entry.answer, hide) } : hidden
  ) as Entry;
}

interface Carrier {
  readonly args: readonly unknown[];
  readonly issues?: readonly Issue[];
  readonly frames?: readonly Frame[];
}

function hideInMessage<Message extends Carrier>(
  message: Message,
  shown: readonly unknown[],
  hide: Hide,
): Message {
  const { frames, issues } = message;
  const args = hideItems(message.args, shown, hide);
  const isOpen = args === message.args && hide(frames, frames) === frames;
  const kept = isOpen ? message : withoutFrames(message as Carrier);
  return { ...kept, args, ...(issues && { issues: hideInIssues(issues, hide) }) } as Message;
}

function hideItems(items: readonly unknown[], shown: readonly unknown[], hide: Hide): readonly unknown[] {
  const hidden = items.map((item, index) => hide(item, shown[index]));
  return hidden.every((item, index) => item === items[index]) ? items : hidden;
}

function hideInAnswer(answer: Answer, shown: Answer, hide: Hide): Answer {
  const { reply, late, explanation } = answer;
  const hidden = hideInMessage(answer, shown.args, hide);
  const hiddenReply = reply && hideInReply(reply, shown.reply ?? reply, hide);
  return {
    ...hidden,
    ...(hiddenReply && { reply: hiddenReply }),
    // Most answers have one argument, the reply.
    ...(reply && answer.args[0] === reply && { args: [hiddenReply, ...hidden.args.slice(1)] }),
    ...(late && { late: { ...late, args: hideItems(late.args, shown.late?.args ?? late.args, hide) } }),
    ...(explanation !== undefined && { explanation: hideText(explanation, explanation, hide) }),
  } as Answer;
}

function hideInReply(reply: AnyReply, shown: AnyReply, hide: Hide): AnyReply {
  if (reply.ok) return { ...reply, data: hide(reply.data, shown.ok ? shown.data : undefined) };
  return { ...reply, error: hideInError(reply.error, shown.ok ? reply.error : shown.error, hide) };
}

function hideInError(error: ErrorBody, shown: ErrorBody, hide: Hide): ErrorBody {
  const { message, data, issues } = error;
  return {
    ...error,
    message: hideText(message, shown.message, hide),
    ...('data' in error && { data: hide(data, shown.data) }),
    ...(issues && { issues: hideInIssues(issues, hide) }),
  };
}

function hideInState<State extends object>(state: State, shown: State, hide: Hide): State {
  if (!('problem' in state) || !state.problem) return state;
  const problem = state.problem as Readonly<Record<string, unknown>>;
  const shownProblem = (shown as { problem?: typeof problem }).problem ?? problem;
  const entries = Object.entries(problem).map(([key, value]) => {
    const shownValue = shownProblem[key];
    if (key === 'error') return [key, hideInError(value as ErrorBody, shownValue as ErrorBody, hide)];
    if (key === 'data') return [key, hide(value, shownValue)];
    return [key, typeof value === 'string' ? hideText(value, shownValue, hide) : value];
  });
  return { ...state, problem: Object.fromEntries(entries) };
}

function hideInIssues(issues: readonly Issue[], hide: Hide): Issue[] {
  return issues.map((issue) => ({ ...issue, message: hideText(issue.message, issue.message, hide) }));
}

function hideText(text: string, shown: unknown, hide: Hide): string {
  return hide(text, shown) === text ? text : REDACTED;
}
