import { unanswered } from '../clients/link.ts';
import { tabKey } from '../clients/target.ts';
import { CLIENTS } from '../texts/clients.ts';
import type { Entry } from './entry.ts';
import { entryWeight } from './json-size.ts';
import { type EntryRecord, fromRecord, toRecord } from './recording.ts';
import { fromMarked } from './recording-marks.ts';
import { redactEntry } from './redact-entry.ts';
import { readStoredJson, storeJson } from './storage.ts';
import type { TrafficLog } from './traffic-log.ts';

/** What a reload keeps of the timeline at most; the storage of a tab holds about twice as much. */
const KEPT_ENTRIES = 2_000;
const KEPT_BYTES = 2_000_000;

const SWITCH = 'switchboard.keep-timeline';
const KEPT = tabKey('timeline');
// A timeline goes with its tab.
const tab = (): Storage => sessionStorage;

export function keepsTimeline(): boolean {
  return readStoredJson(() => localStorage, SWITCH) !== false;
}

/** Turns it on or off; off deletes what is kept of this tab. */
export function setKeepsTimeline(keeps: boolean): void {
  storeJson(() => localStorage, SWITCH, keeps);
  if (!keeps) storeJson(tab, KEPT, undefined);
}

/**
 * Puts into the log what this tab kept before it was reloaded, and keeps the newest entries when the page goes, without
 * their secrets. Returns how to stop.
 */
export function keepTimeline(log: TrafficLog): () => void {
  log.restore(readKept());
  const store = (): void => {
    if (keepsTimeline()) storeJson(tab, KEPT, newest(log));
  };
  const onHide = (): void => {
    if (document.visibilityState === 'hidden') store();
  };
  addEventListener('pagehide', store);
  document.addEventListener('visibilitychange', onHide);
  return () => {
    removeEventListener('pagehide', store);
    document.removeEventListener('visibilitychange', onHide);
  };
}

/** The newest entries that fit, oldest first. */
function newest(log: TrafficLog): EntryRecord[] {
  const records: EntryRecord[] = [];
  let bytes = 0;
  for (let id = log.nextId - 1; id >= log.firstId && records.length < KEPT_ENTRIES; id--) {
    const entry = log.get(id);
    if (!entry) break;
    bytes += entryWeight(entry);
    if (bytes > KEPT_BYTES) break;
    try {
      records.push(toRecord(redactEntry(entry)));
    } catch {
      // It nests too deep for JSON.
    }
  }
  return records.reverse();
}

function readKept(): Entry[] {
  const kept = keepsTimeline() ? readStoredJson(tab, KEPT) : undefined;
  if (!Array.isArray(kept)) return [];
  return kept.filter(isRecord).flatMap((record) => {
    try {
      return [ended(fromMarked(fromRecord(record)) as Entry)];
    } catch {
      // What cannot be read does not take the rest along.
      return [];
    }
  });
}

function isRecord(value: unknown): value is EntryRecord {
  const { kind, at, clientId } = Object(value) as EntryRecord;
  return typeof kind === 'string' && typeof at === 'number' && typeof clientId === 'string';
}

/** What can no longer be answered, by the server or by the user. */
function ended(entry: Entry): Entry {
  const isDue = entry.kind === 'call' || (entry.kind === 'event' && entry.wantsAnswer);
  if (!isDue || entry.answer) return entry;
  const answer = unanswered('reloaded', CLIENTS.reloaded);
  return { ...entry, answer: { ...answer, at: entry.at } };
}
