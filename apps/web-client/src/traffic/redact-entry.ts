import type { Frame } from '@switchboard/client/devtools';
import { type EventSpec, isReply, redact, redactReply } from '@switchboard/contract';
import { contractOfEntry, receivedSpec, sentSpec } from '../contract/contracts.ts';
import { hideNamed } from '../lib/secret-names.ts';
import type { LateAnswer } from '../links/link.ts';
import type { Answer, CallEntry, Entry, EventEntry } from './entry.ts';

// Entries never change, so what one shows is made once. Most hide nothing and are looked through again, which is cheap.
const redacted = new WeakMap<Entry, Entry>();

/** The entry without what the contract marks as secret, frames included: the very same where nothing is. */
export function redactEntry<E extends Entry>(entry: E): E {
  const known = redacted.get(entry);
  if (known) return known as E;
  const shown = hideEntrySecrets(entry);
  if (shown !== entry) redacted.set(entry, shown);
  return shown as E;
}

/** The same for what leaves the console: where the contract does not have the event, what is named like a secret is hidden. */
export function redactForOthers(entry: Entry): Entry {
  // What a server gives with its refusal.
  if (entry.kind === 'state') return hideNamed(entry) as Entry;
  const contract = contractOfEntry(entry);
  const { event, answer } = entry;
  if (entry.kind === 'event' ? receivedSpec(contract, event) : sentSpec(contract, event))
    return redactEntry(entry);
  const args = hideNamed(entry.args) as typeof entry.args;
  const shown = args === entry.args ? entry : ({ ...withoutFrames(entry), args } as Entry);
  const safe = answer && (hideNamed(answer) as Answer);
  return safe === answer ? shown : ({ ...shown, answer: safe && withoutFrames(safe) } as Entry);
}

/** Without its frames: each is a whole packet, its secrets in the clear. */
export function withoutFrames<Part extends { readonly frames?: readonly Frame[] }>(
  part: Part,
): Omit<Part, 'frames'> {
  const { frames: _, ...rest } = part;
  return rest;
}

function hideEntrySecrets(entry: Entry): Entry {
  if (entry.kind === 'state') return entry;
  const contract = contractOfEntry(entry);
  if (entry.kind === 'event') return hideInMessage(entry, receivedSpec(contract, entry.event)?.payload);
  const spec = sentSpec(contract, entry.event);
  const shown = hideInMessage(entry, spec?.payload);
  const answer = entry.answer && hideInAnswer(entry.answer, spec);
  return answer === entry.answer ? shown : { ...shown, ...(answer && { answer }) };
}

function hideInMessage<Message extends CallEntry | EventEntry>(
  entry: Message,
  schema: EventSpec['payload'],
): Message {
  const [payload, ...rest] = entry.args;
  const shown = redact(schema, payload);
  return shown === payload
    ? entry
    : ({ ...withoutFrames(entry), args: [shown, ...rest] } as unknown as Message);
}

function hideInAnswer(answer: Answer, spec: EventSpec | undefined): Answer {
  const reply = answer.reply && redactReply(spec, answer.reply);
  const late = answer.late && hideInLate(answer.late, spec);
  if (reply === answer.reply && late === answer.late) return answer;
  // What came is the reply before its check: its secrets are the same.
  const shown = reply === answer.reply ? answer : { ...withoutFrames(answer), args: [reply] };
  return { ...shown, ...(reply && { reply }), ...(late && { late }) };
}

function hideInLate(late: LateAnswer, spec: EventSpec | undefined): LateAnswer {
  const [reply] = late.args;
  if (!isReply(reply)) return late;
  const shown = redactReply(spec, reply);
  return shown === reply ? late : { ...late, args: [shown] };
}
