import { type EventSpec, redact, redactReply, type ServerEventSpec } from '@switchboard/contract';
import { contract } from '@switchboard/events';
import type { CallEntry, Entry } from './entry.ts';

// Entries never change, so each is looked through once.
const redacted = new WeakMap<Entry, Entry>();

/** The entry without what the contract marks as secret: the very same where nothing is. */
export function redactEntry<E extends Entry>(entry: E): E {
  const known = redacted.get(entry) ?? hideSecrets(entry);
  redacted.set(entry, known);
  return known as E;
}

function hideSecrets(entry: Entry): Entry {
  if (entry.kind === 'state') return entry;
  if (entry.kind !== 'event') return hideInCall(entry, specIn(contract.clientEventMap, entry.event));
  const payload = redact(specIn(contract.serverEventMap, entry.event)?.payload, entry.payload);
  return payload === entry.payload ? entry : { ...entry, payload };
}

function hideInCall(entry: CallEntry, spec: EventSpec | undefined): CallEntry {
  const { payload, answer } = entry;
  const shown = redact(spec?.payload, payload);
  const reply = answer && redactReply(spec, answer.reply);
  if (shown === payload && reply === answer?.reply) return entry;
  return { ...entry, payload: shown, ...(answer && reply && { answer: { ...answer, reply } }) };
}

function specIn<Spec extends ServerEventSpec>(specs: Record<string, Spec>, event: string): Spec | undefined {
  return Object.hasOwn(specs, event) ? specs[event] : undefined;
}
