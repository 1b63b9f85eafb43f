import type { NamedClient } from '../../clients/named-client.ts';
import {
  type Answer,
  answerKind,
  type CallEntry,
  type Entry,
  type EventEntry,
  isOk,
} from '../../lib/entry.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import { type FanOut, groupEvents, missedBy, withCauses } from './fan-outs.ts';

/** Where an arrow begins or ends, if not at a client, which has its id. Where no server answered, the console says so. */
const SERVER = Symbol('server');
const CONSOLE = Symbol('console');
type End = string | typeof SERVER | typeof CONSOLE;

/** One thing that went between the clients and the server. */
export interface Arrow {
  readonly kind: 'call' | 'send' | 'reply' | 'event';
  readonly key: string;
  readonly at: number;
  /** What was sent, and of a reply the call; of an event what its first client got. */
  readonly entry: CallEntry | EventEntry;
  readonly from: End;
  readonly to: readonly End[];
  /** What it is: `call`, `send`, `reply ok`, `reply FORBIDDEN`, `answered`, `no reply, TIMEOUT`, `event`. */
  readonly what: string;
  readonly isBad: boolean;
  /** Of a reply. */
  readonly latency?: number;
  /** Of an event. */
  readonly fanOut?: FanOut;
}

export interface Sequence {
  /** In the order of time, oldest first. */
  readonly arrows: readonly Arrow[];
  /** How many older ones were left out. */
  readonly older: number;
}

/** How many entries are looked at, and how many arrows are drawn. */
export const MAX_ENTRIES = 1_500;
const MAX_ARROWS = 400;

/** The newest of what was seen, as arrows. `text` is a part of the event's name. */
export function sequenceOf(entries: readonly Entry[], text = ''): Sequence {
  const recent = entries.slice(-MAX_ENTRIES);
  const word = text.trim().toLowerCase();
  const fits = ({ event }: { readonly event: string }): boolean => event.toLowerCase().includes(word);
  const sent = recent.flatMap(callArrows).filter(({ entry }) => fits(entry));
  const groups = groupEvents(recent).filter(([first]) => fits(first));
  // To look for a cause takes time, so it is done for those alone that may be drawn.
  const arrows = [...sent, ...withCauses(groups.slice(-MAX_ARROWS), recent).map(eventArrow)]
    .sort((a, b) => a.at - b.at || RANK[a.kind] - RANK[b.kind])
    .slice(-MAX_ARROWS);
  const older = entries.length - recent.length + sent.length + groups.length - arrows.length;
  return { arrows, older };
}

/** Within one millisecond a reply comes after what made it. */
const RANK: Readonly<Record<Arrow['kind'], number>> = { call: 0, send: 0, event: 1, reply: 2 };

function callArrows(entry: Entry): Arrow[] {
  if (entry.kind !== 'call' && entry.kind !== 'send') return [];
  const { id, at, kind, clientId, answer } = entry;
  const what = SEQUENCE[kind];
  const sent: Arrow = {
    kind,
    key: `call ${id}`,
    at,
    entry,
    from: clientId,
    to: [SERVER],
    what,
    isBad: false,
  };
  if (!answer) return [sent];
  const reply: Arrow = {
    kind: 'reply',
    key: `reply ${id}`,
    at: answer.at,
    entry,
    from: answerKind(answer) === 'none' ? CONSOLE : SERVER,
    to: [clientId],
    what: answerWords(answer),
    isBad: !isOk(answer),
    latency: answer.latency,
  };
  return [sent, reply];
}

function eventArrow(fanOut: FanOut): Arrow {
  const [entry] = fanOut.received;
  return {
    kind: 'event',
    key: fanOut.key,
    at: entry.at,
    entry,
    from: SERVER,
    to: fanOut.received.map(({ clientId }) => clientId),
    what: SEQUENCE.eventArrow,
    isBad: false,
    fanOut,
  };
}

function answerWords(answer: Answer): string {
  switch (answerKind(answer)) {
    case 'ok':
      return SEQUENCE.reply('ok');
    case 'error':
      return SEQUENCE.reply(answer.outcome);
    case 'bare':
    case 'raw':
      return SEQUENCE.answered;
    case 'none':
      return SEQUENCE.noReply(answer.outcome);
  }
}

/** Where an arrow begins and ends, in words. */
export function endsOf({ from, to }: Arrow, clients: readonly NamedClient[]): { from: string; to: string } {
  const name = (end: End): string => {
    if (end === SERVER) return SEQUENCE.server;
    return end === CONSOLE ? SEQUENCE.console : nameOf(end, clients);
  };
  return { from: name(from), to: to.map(name).join(', ') };
}

/** The name of a client by its id. */
export function nameOf(clientId: string, clients: readonly NamedClient[]): string {
  return clients.find(({ id }) => id === clientId)?.name ?? SEQUENCE.removedClient;
}

/** What a row of the diagram draws, in lanes: one for each client in their order, then the server's. */
export interface Path {
  /** `undefined` where the client is gone, so that there is no lane for it. */
  readonly from: number | undefined;
  /** Where it arrives: none where no server answered. */
  readonly to: readonly number[];
  /** The lanes of the clients that were connected and did not get an event. */
  readonly missed: readonly number[];
}

export function pathOf({ from, to, fanOut }: Arrow, clients: readonly NamedClient[]): Path {
  const lanesOf = (ends: readonly End[]): number[] => {
    const all: End[] = [...clients.map(({ id }) => id), SERVER];
    return ends.map((end) => all.indexOf(end)).filter((lane) => lane >= 0);
  };
  const missed = fanOut ? lanesOf(missedBy(fanOut, clients).map(({ id }) => id)) : [];
  const [arrives, [begins]] = [lanesOf(to), lanesOf([from])];
  // Nothing came from the server where it did not answer.
  if (from === CONSOLE) return { from: arrives[0], to: [], missed };
  return { from: arrives.length > 0 ? begins : undefined, to: arrives, missed };
}
