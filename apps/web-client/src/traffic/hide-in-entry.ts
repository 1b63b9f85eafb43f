import type { Frame } from '@switchboard/client/devtools';
import { REDACTED } from '@switchboard/contract';
import { getAtPath, isBranch } from '../lib/at-path.ts';
import { mapParts } from '../lib/json-parts.ts';
import type { Entry } from './entry.ts';
import { withoutFrames } from './redact-entry.ts';

/** The value without its secrets: the very same where it has none. `shown` is the value as it may be shown. */
type Hide = (value: unknown, shown: unknown) => unknown;

// What an application gave, by where it stands in an entry; in a list all items are alike.
const ISSUES = [{ message: 'text' }];
const ERROR = { message: 'text', data: 'data', issues: ISSUES };
const MESSAGE = { args: 'data', frames: 'data', issues: ISSUES };
const ANSWER = {
  ...MESSAGE,
  reply: { data: 'data', error: ERROR },
  late: { args: 'data' },
  explanation: 'text',
};
const STATE = { problem: { message: 'text', explanation: 'text', data: 'data', error: ERROR } };
const ENTRY = { ...MESSAGE, answer: ANSWER, state: STATE, before: STATE };

/**
 * The entry with `hide` applied to what an application gave: arguments, answers, and the reasons of refusals. The other
 * fields stay, so that the entry is still one; where only a text fits, a secret is `REDACTED`. Packets of which a part is
 * hidden are left out, and so is that an event has an offset where no text is left of it.
 */
export function hideInEntry(entry: Entry, shown: Entry, hide: Hide): Entry {
  const hidden = mapParts(entry, ({ value, path }) => {
    const shape = getAtPath(
      ENTRY,
      path.map((key) => (typeof key === 'number' ? 0 : key)),
    );
    if (isBranch(shape)) return undefined;
    const safe = shape === undefined ? value : hide(value, getAtPath(shown, path));
    return { value: shape === 'text' && safe !== value ? REDACTED : safe };
  }) as Entry;
  if (entry.kind === 'state' || hidden.kind === 'state' || hidden === entry) return hidden;
  const answer = entry.answer && hidden.answer && consistent(entry.answer, hidden.answer);
  return { ...withoutLostOffset(consistent(entry, hidden)), ...(answer && { answer }) } as Entry;
}

interface Carrier {
  readonly args: readonly unknown[];
  readonly frames?: readonly Frame[];
  readonly reply?: unknown;
  readonly hasOffset?: true;
}

/** What was hidden of a message: its packets go with its secrets, and a reply is one in its arguments, too. */
function consistent<Message extends Carrier>(message: Message, hidden: Message): Message {
  const { args, frames, reply } = message;
  const isOpen = hidden.args === args && hidden.frames === frames;
  const kept = (isOpen ? hidden : withoutFrames(hidden as Carrier)) as Message;
  return reply && args[0] === reply ? { ...kept, args: [hidden.reply, ...hidden.args.slice(1)] } : kept;
}

/** An offset that was a secret is none any more, unless a text stands in its place. */
function withoutLostOffset<Message extends Carrier>(message: Message): Message {
  const { hasOffset, ...others } = message;
  return hasOffset && typeof message.args.at(-1) !== 'string' ? (others as Message) : message;
}
