import type { NamedClient } from '../../clients/named-client.ts';
import { type Answer, answerKind, type CallEntry, type Entry } from '../../lib/entry.ts';
import { SEQUENCE } from '../../texts/sequence.ts';
import { type FanOut, groupEvents, receiversOf, withCauses } from './fan-outs.ts';

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
export const MAX_ENTRIES = 1_500;
const MAX_ARROWS = 400;

/** The newest of what was seen, as arrows. `text` is a part of the event's name. */
export function sequenceOf(entries: readonly Entry[], text = ''): Sequence {
  const recent = entries.slice(-MAX_ENTRIES);
  const word = text.trim().toLowerCase();
  const fits = ({ event }: { readonly event: string }): boolean => event.toLowerCase().includes(word);
  const sent = recent.flatMap(callArrows).filter(({ entry }) => fits(entry));
  const groups = groupEvents(recent).filter(fits);
  // To look for a cause takes time, so it is done for those alone that may be drawn.
  const arrows = [...sent, ...withCauses(groups.slice(-MAX_ARROWS), recent).map(eventArrow)]
    .sort((a, b) => a.at - b.at || RANK[a.kind] - RANK[b.kind])
    .slice(-MAX_ARROWS);
  const older = entries.length - recent.length + sent.length + groups.length - arrows.length;
  return { arrows, older };
}

export function eventOf(arrow: Arrow): string {
  return arrow.kind === 'event' ? arrow.fanOut.event : arrow.entry.event;
}

/** Within one millisecond a reply comes after what made it. */
const RANK: Readonly<Record<Arrow['kind'], number>> = { call: 0, send: 0, event: 1, reply: 2 };

type CallArrow = Exclude<Arrow, { readonly kind: 'event' }>;

function callArrows(entry: Entry): CallArrow[] {
  if (entry.kind !== 'call' && entry.kind !== 'send') return [];
  const { id, at, kind, answer } = entry;
  const sent: CallArrow = { kind, key: `call ${id}`, at, entry };
  return answer ? [sent, { kind: 'reply', key: `reply ${id}`, at: answer.at, entry, answer }] : [sent];
}

function eventArrow(fanOut: FanOut): Arrow {
  return { kind: 'event', key: fanOut.key, at: fanOut.received[0].at, fanOut };
}

export interface ArrowWords {
  readonly from: string;
  readonly to: string;
  /** What it is: `call`, `send`, `reply ok`, `reply FORBIDDEN`, `answered`, `no reply, TIMEOUT`, `event`. */
  readonly what: string;
}

/** An arrow in words, for the table and for those who do not see it. */
export function arrowWords(arrow: Arrow, clients: readonly NamedClient[]): ArrowWords {
  const name = nameOf(clients);
  switch (arrow.kind) {
    case 'call':
      return { from: name(arrow.entry.clientId), to: SEQUENCE.server, what: SEQUENCE.call };
    case 'send':
      return { from: name(arrow.entry.clientId), to: SEQUENCE.server, what: SEQUENCE.send };
    case 'reply':
      return { from: fromOf(arrow), to: name(arrow.entry.clientId), what: answerWords(arrow.answer) };
    case 'event': {
      const to = arrow.fanOut.received.map(({ clientId }) => name(clientId)).join(', ');
      return { from: SEQUENCE.server, to, what: SEQUENCE.eventArrow };
    }
  }
}

/** Where no server answered, the console says so. */
function fromOf({ answer }: { readonly answer: Answer }): string {
  return answerKind(answer) === 'none' ? SEQUENCE.console : SEQUENCE.server;
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

/** The name of a client by its id. */
export function nameOf(clients: readonly NamedClient[]): (clientId: string) => string {
  return (clientId) => clients.find(({ id }) => id === clientId)?.name ?? SEQUENCE.removedClient;
}

/** What a row of the diagram draws, in lanes: one for each client in their order, then the server's. */
export interface Path {
  readonly from: number;
  /** Where it arrives; several for an event that several clients got, none where no server answered. */
  readonly to: readonly number[];
}

/** `undefined` where the client is gone, so that there is no lane for it. */
export function pathOf(arrow: Arrow, clients: readonly NamedClient[]): Path | undefined {
  const server = clients.length;
  const laneOf = (clientId: string): number => clients.findIndex(({ id }) => id === clientId);
  if (arrow.kind === 'event') {
    const to = arrow.fanOut.received.map(({ clientId }) => laneOf(clientId)).filter((lane) => lane >= 0);
    return to.length > 0 ? { from: server, to } : undefined;
  }
  const lane = laneOf(arrow.entry.clientId);
  if (lane < 0) return undefined;
  if (arrow.kind !== 'reply') return { from: lane, to: [server] };
  // Nothing came from the server where it did not answer.
  return answerKind(arrow.answer) === 'none' ? { from: lane, to: [] } : { from: server, to: [lane] };
}

/** The lanes of the clients that were connected and did not get an event. */
export function missedBy(arrow: Arrow, clients: readonly NamedClient[]): number[] {
  if (arrow.kind !== 'event') return [];
  const missed = receiversOf(arrow.fanOut, clients).filter(({ received }) => !received);
  return missed.map(({ clientId }) => clients.findIndex(({ id }) => id === clientId));
}
