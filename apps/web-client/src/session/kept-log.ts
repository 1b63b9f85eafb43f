import { z } from 'zod';
import { tabKey } from '../clients/page-target.ts';
import { readStoredJson, storeJson } from '../lib/storage.ts';
import { type EntryRecord, fromRecord, RECORDING_VERSION, toRecord } from '../recordings/recording.ts';
import { fromMarked } from '../recordings/recording-marks.ts';
import { EntrySchema } from '../recordings/recording-schema.ts';
import { CLIENTS } from '../texts/clients.ts';
import { ended } from '../traffic/ended.ts';
import type { Entry } from '../traffic/entry.ts';
import { entryWeight } from '../traffic/entry-weight.ts';
import type { NamesSeen } from '../traffic/event-counts.ts';
import { redactEntry } from '../traffic/redact-entry.ts';
import type { TrafficLog } from '../traffic/traffic-log.ts';

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

let isDropped = false;

/** Deletes what is kept of this tab, and keeps nothing until the next page: it may hold what this console cannot show. */
export function dropTimeline(): void {
  isDropped = true;
  storeJson(tab, KEPT, undefined);
}

/**
 * Puts into the log what this tab kept before it was reloaded, and keeps the newest entries and the names of events when
 * the page goes, without secrets. Returns how to stop.
 */
export function keepTimeline(log: TrafficLog): () => void {
  isDropped = false;
  const { entries, names } = readKept();
  log.counts.addNames(names);
  log.restore(entries);
  const store = (): void => {
    if (isDropped || !keepsTimeline()) return;
    storeJson(tab, KEPT, { version: RECORDING_VERSION, entries: newest(log), names: log.counts.namesSeen() });
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

/** Of the newest entries those that fit, oldest first. */
function newest(log: TrafficLog): EntryRecord[] {
  const records: EntryRecord[] = [];
  let bytes = 0;
  const last = Math.max(log.firstId, log.nextId - KEPT_ENTRIES);
  for (let id = log.nextId - 1; id >= last; id--) {
    const entry = log.get(id);
    if (!entry) break;
    const weight = entryWeight(entry);
    // A large one does not take the others along.
    if (bytes + weight > KEPT_BYTES) continue;
    bytes += weight;
    try {
      records.push(toRecord(redactEntry(entry)));
    } catch {
      // It nests too deep for JSON.
    }
  }
  return records.reverse();
}

const Kept = z.object({
  version: z.literal(RECORDING_VERSION),
  entries: z.array(z.unknown()).catch([]),
  names: z.record(z.string(), z.array(z.string())).catch({}),
});

function readKept(): { readonly entries: readonly Entry[]; readonly names: NamesSeen } {
  const { data } = Kept.safeParse(keepsTimeline() ? readStoredJson(tab, KEPT) : undefined);
  return { entries: (data?.entries ?? []).slice(-KEPT_ENTRIES).flatMap(readEntry), names: data?.names ?? {} };
}

/** None of what does not fit the format, as another build may have written it. */
function readEntry(record: unknown): Entry[] {
  try {
    const entry = fromMarked(fromRecord(EntrySchema.parse(record))) as Entry;
    return [ended(entry, 'reloaded', CLIENTS.reloaded)];
  } catch {
    return [];
  }
}
