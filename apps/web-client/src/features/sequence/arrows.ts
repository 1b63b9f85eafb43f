import { removedClientName } from '../../clients/client-names.ts';
import type { NamedClient } from '../../clients/named-client.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import {
  type Answer,
  answerKind,
  type CallEntry,
  type Entry,
  type EventEntry,
  isOk,
  namespaceKey,
  type Place,
} from '../../traffic/entry.ts';
import { type FanOut, groupArrivals, toFanOuts } from './fan-outs.ts';

/** Where an arrow begins or ends: a client, by its id, or a namespace of a server, by its key; `CONSOLE` where nobody answered. */
type End = string;
const CONSOLE: End = 'console';

/** One thing that went between a client and a server. */
export interface Arrow {
  readonly kind: 'call' | 'send' | 'reply' | 'event';
  readonly key: string;
  readonly at: number;
  /** What was sent, and of a reply the call or the event; of an event what its first client got. */
  readonly entry: CallEntry | EventEntry;
  readonly from: End;
  readonly to: readonly End[];
  /** What it is: `call`, `send`, `reply ok`, `reply FORBIDDEN`, `answered`, `no reply, TIMEOUT`, `event`. */
  readonly what: string;
  readonly isBad?: boolean;
  /** Of a reply. */
  readonly latency?: number;
  /** Of an event. */
  readonly fanOut?: FanOut;
}

/** A lifeline of the diagram. */
export interface Lane {
  readonly key: End;
  readonly name: string;
  /** Of a client. */
  readonly hue?: number;
}

export interface Sequence {
  /** In the order of time, oldest first. */
  readonly arrows: readonly Arrow[];
  /** One for each client in their order, then one for each namespace of a server. */
  readonly lanes: readonly Lane[];
  readonly older: number;
}

/** How many entries are looked at, and how many arrows are drawn. */
export const MAX_ENTRIES = 1_500;
const MAX_ARROWS = 400;

/** The newest of what was seen, as arrows. `text` is a part of the event's name. */
export function sequenceOf(entries: readonly Entry[], clients: readonly NamedClient[], text = ''): Sequence {
  const recent = entries.slice(-MAX_ENTRIES);
  const word = text.trim().toLowerCase();
  const fits = ({ event }: { readonly event: string }): boolean => event.toLowerCase().includes(word);
  const own = recent.flatMap(ownArrows).filter(({ entry }) => fits(entry));
  const groups = groupArrivals(recent).filter(([first]) => fits(first));
  // To look for a cause takes time, so it is done for those alone that may be drawn.
  const arrows = [...own, ...toFanOuts(groups.slice(-MAX_ARROWS), recent, clients).map(eventArrow)]
    .sort((a, b) => a.at - b.at || RANK[a.kind] - RANK[b.kind])
    .slice(-MAX_ARROWS);
  const older = entries.length - recent.length + own.length + groups.length - arrows.length;
  return { arrows, lanes: lanesOf(arrows, clients), older };
}

/** Within one millisecond a reply comes after what made it. */
const RANK: Readonly<Record<Arrow['kind'], number>> = { call: 0, send: 0, event: 1, reply: 2 };

/** What one client sent, and the answer to it; of an event the answer alone, as several clients may have got it. */
function ownArrows(entry: Entry): Arrow[] {
  if (entry.kind === 'state') return [];
  const { id, kind, clientId, answer } = entry;
  const there = namespaceKey(entry.place);
  const arrows: Arrow[] = [];
  if (kind !== 'event') {
    const what = SEQUENCE[kind];
    arrows.push({
      kind,
      key: `call ${id}`,
      at: entry.at,
      entry,
      from: clientId,
      to: [there],
      what,
    });
  }
  if (answer) {
    const isSilent = answerKind(answer) === 'none';
    const [from, to] = kind === 'event' && !isSilent ? [clientId, there] : [there, clientId];
    arrows.push({
      kind: 'reply',
      key: `reply ${id}`,
      at: answer.at,
      entry,
      from: isSilent ? CONSOLE : from,
      to: [to],
      what: answerWords(entry, answer),
      isBad: !isOk(answer),
      latency: answer.latency,
    });
  }
  return arrows;
}

function eventArrow(fanOut: FanOut): Arrow {
  const [entry] = fanOut.received;
  return {
    kind: 'event',
    key: fanOut.key,
    at: entry.at,
    entry,
    from: namespaceKey(entry.place),
    to: fanOut.received.map(({ clientId }) => clientId),
    what: SEQUENCE.eventArrow,
    fanOut,
  };
}

function answerWords({ kind }: Entry, answer: Answer): string {
  switch (answerKind(answer)) {
    case 'ok':
      return SEQUENCE.reply('ok');
    case 'error':
      return SEQUENCE.reply(answer.outcome);
    case 'bare':
    case 'raw':
      return SEQUENCE.answered;
    case 'none':
      return kind === 'event' ? SEQUENCE.noAnswer(answer.outcome) : SEQUENCE.noReply(answer.outcome);
  }
}

function lanesOf(arrows: readonly Arrow[], clients: readonly NamedClient[]): Lane[] {
  const places = new Map(arrows.map(({ entry: { place } }) => [namespaceKey(place), place]));
  const parts = [...places.values()].map(partsOf);
  const differs = (index: number): boolean => new Set(parts.map((part) => part[index])).size > 1;
  return [
    ...clients.map(({ id, name, hue }) => ({ key: id, name, hue })),
    ...[...places.keys()].map((key, at) => {
      const telling = parts[at]?.filter((_, index) => differs(index)).join(' ');
      return { key, name: telling || SEQUENCE.server };
    }),
  ];
}

/** What may be different for each lane of a server: the host, the namespace and the path of Socket.IO. */
function partsOf(place: Place | undefined): string[] {
  const url = URL.parse(place?.url ?? '');
  return [url?.host ?? '', url?.pathname ?? '', place?.path ?? ''];
}

/** Where an arrow begins and ends, in words. */
export function endsOf({ from, to }: Arrow, lanes: readonly Lane[]): { from: string; to: string } {
  return { from: nameOf(from, lanes), to: to.map((end) => nameOf(end, lanes)).join(', ') };
}

export function nameOf(end: End, lanes: readonly Lane[]): string {
  if (end === CONSOLE) return SEQUENCE.console;
  return lanes.find(({ key }) => key === end)?.name ?? removedClientName(end);
}

/** What a row of the diagram draws, in lanes. */
export interface Path {
  /** `undefined` where the client is gone, so that there is no lane for it. */
  readonly from: number | undefined;
  /** Where it arrives: none where nobody answered. */
  readonly to: readonly number[];
  /** The lanes of the clients that were connected and did not get an event. */
  readonly missed: readonly number[];
}

export function pathOf({ from, to, fanOut }: Arrow, lanes: readonly Lane[]): Path {
  const placesOf = (ends: readonly End[]): number[] =>
    ends.map((end) => lanes.findIndex(({ key }) => key === end)).filter((lane) => lane >= 0);
  const missed = placesOf(fanOut?.missed ?? []);
  const [arrives, [begins]] = [placesOf(to), placesOf([from])];
  // Nothing came from where nobody answered.
  if (from === CONSOLE) return { from: arrives[0], to: [], missed };
  return { from: arrives.length > 0 ? begins : undefined, to: arrives, missed };
}
