import type { Frame } from '@switchboard/client/devtools';
import { type EventSpec, redact, redactReply } from '@switchboard/contract';
import type { Answer, CallEntry, Entry } from './entry.ts';
import { clientSpec, serverSpec } from './spec-of.ts';

// Entries never change, so what one shows is made once. Most hide nothing and are looked through again, which is cheap.
const redacted = new WeakMap<Entry, Entry>();

/** The entry without what the contract marks as secret, frames included: the very same where nothing is. */
export function redactEntry<E extends Entry>(entry: E): E {
  const known = redacted.get(entry);
  if (known) return known as E;
  const shown = hideSecrets(entry);
  if (shown !== entry) redacted.set(entry, shown);
  return shown as E;
}

function hideSecrets(entry: Entry): Entry {
  if (entry.kind === 'state') return entry;
  if (entry.kind !== 'event') return hideInCall(entry, clientSpec(entry.event));
  const payload = redact(serverSpec(entry.event)?.payload, entry.payload);
  return payload === entry.payload ? entry : { ...withoutFrames(entry), payload };
}

function hideInCall(entry: CallEntry, spec: EventSpec | undefined): CallEntry {
  const payload = redact(spec?.payload, entry.payload);
  const answer = entry.answer && hideInAnswer(entry.answer, spec);
  if (payload === entry.payload && answer === entry.answer) return entry;
  const shown = payload === entry.payload ? entry : withoutFrames(entry);
  return { ...shown, payload, ...(answer && { answer }) };
}

function hideInAnswer(answer: Answer, spec: EventSpec | undefined): Answer {
  const reply = redactReply(spec, answer.reply);
  return reply === answer.reply ? answer : { ...withoutFrames(answer), reply };
}

/** A frame is the whole packet, its secrets in the clear. */
function withoutFrames<Part extends { readonly frames?: readonly Frame[] }>(
  part: Part,
): Omit<Part, 'frames'> {
  const { frames: _, ...rest } = part;
  return rest;
}
