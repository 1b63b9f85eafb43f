import type { Answer, CallEntry, Entry } from '../../lib/entry.ts';
import { type FanOut, fanOuts } from './fan-outs.ts';

/** One thing that went between the clients and the server. */
export type Arrow =
  | { readonly kind: 'call' | 'send'; readonly key: string; readonly at: number; readonly entry: CallEntry }
  | {
      readonly kind: 'reply';
      readonly key: string;
      readonly at: number;
      readonly entry: CallEntry;
      readonly answer: Answer;
    }
  | { readonly kind: 'event'; readonly key: string; readonly at: number; readonly fanOut: FanOut };

export interface Sequence {
  /** In the order of time, oldest first. */
  readonly arrows: readonly Arrow[];
  /** How many older ones were left out. */
  readonly older: number;
}

/** How many entries are looked at, and how many arrows are drawn. */
const MAX_ENTRIES = 1_500;
const MAX_ARROWS = 500;

/** The newest of what was seen, as arrows. `text` is a part of the event's name. */
export function sequenceOf(entries: readonly Entry[], text = ''): Sequence {
  const recent = entries.slice(-MAX_ENTRIES);
  const word = text.trim().toLowerCase();
  const arrows = [...callArrows(recent), ...fanOuts(recent).map(eventArrow)]
    .filter((arrow) => eventOf(arrow).toLowerCase().includes(word))
    .sort((a, b) => a.at - b.at || RANK[a.kind] - RANK[b.kind]);
  const shown = arrows.slice(-MAX_ARROWS);
  return { arrows: shown, older: entries.length - recent.length + arrows.length - shown.length };
}

export function eventOf(arrow: Arrow): string {
  return arrow.kind === 'event' ? arrow.fanOut.event : arrow.entry.event;
}

/** Within one millisecond a reply comes after what made it. */
const RANK: Readonly<Record<Arrow['kind'], number>> = { call: 0, send: 0, event: 1, reply: 2 };

function callArrows(entries: readonly Entry[]): Arrow[] {
  return entries.flatMap((entry): Arrow[] => {
    if (entry.kind !== 'call' && entry.kind !== 'send') return [];
    const { id, at, kind, answer } = entry;
    const sent: Arrow = { kind, key: `call ${id}`, at, entry };
    return answer ? [sent, { kind: 'reply', key: `reply ${id}`, at: answer.at, entry, answer }] : [sent];
  });
}

function eventArrow(fanOut: FanOut): Arrow {
  return { kind: 'event', key: fanOut.key, at: fanOut.received[0].at, fanOut };
}
