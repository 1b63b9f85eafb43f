import type { Path } from '@switchboard/contract';
import { getAtPath } from '../../../lib/at-path.ts';
import { canonical, type Part, visitParts } from '../../../lib/json-parts.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { isJsonInteger } from '../../../recordings/recording-marks.ts';
import { isSecretMark, secretNumber } from '../../../recordings/recording-secrets.ts';
import { RECORDINGS } from '../../../texts/recordings.ts';
import { carriedBy, isSentMoment, type Moment, momentsOf } from './moments.ts';

/** A value that the server gave, and that a client sent back later. */
export interface GivenValue {
  /** As recorded. */
  readonly value: unknown;
  /** Where it came from: the place of a reply or a server event among the moments, and the path within it. */
  readonly source: { readonly index: number; readonly path: Path };
}

export interface GivenValueUse {
  readonly path: Path;
  readonly variable: GivenValue;
}

export interface GivenValues {
  readonly all: readonly GivenValue[];
  /** By the index of the moment whose payload uses them. */
  readonly uses: ReadonlyMap<number, readonly GivenValueUse[]>;
  /** The secrets that clients sent and no server gave, by number, with what each is: somebody must type them again. */
  readonly askedSecrets: ReadonlyMap<number, string>;
}

/** Shorter texts come up again by chance. */
const MIN_LENGTH = 6;

/**
 * Finds what clients sent back: texts of six characters or more and objects of two keys or more that stood in a reply
 * or a server event before any client sent them. What stands in a list counts only where it is an id or the like, because what a list
 * holds, and where, is the state of the server.
 */
export function findGivenValues(recording: Recording): GivenValues {
  const moments = momentsOf(recording);
  const wanted = new Set<string>();
  for (const moment of moments.filter(isSentMoment)) {
    visitKeys(carriedBy(moment), (key) => {
      wanted.add(key);
      return true;
    });
  }
  const sent = new Set<string>();
  const given = new Map<string, GivenValue>();
  const uses = new Map<number, GivenValueUse[]>();
  const asked = new Map<number, string>();
  const ask = (value: unknown, path: Path, of: string): void => {
    if (!isSecretMark(value)) return;
    const number = secretNumber(value);
    if (!asked.has(number)) asked.set(number, RECORDINGS.secretOf(path.join('.'), of));
  };
  for (const { name, settings } of recording.clients) {
    const parts = { auth: settings?.auth, query: settings?.query };
    visitParts(parts, ({ value, path }) => {
      ask(value, path, name);
      return true;
    });
  }
  moments.forEach((moment, index) => {
    visitKeys(carriedBy(moment), (key, part) => {
      const variable = given.get(key);
      if (!isSentMoment(moment)) {
        // A reply comes surely, an event only if it is heard.
        const isBetter =
          !variable || (moment.kind === 'reply' && moments[variable.source.index]?.kind === 'event');
        if (isBetter && wanted.has(key) && !sent.has(key) && isSource(moment, part))
          given.set(key, { value: part.value, source: { index, path: part.path } });
        return true;
      }
      if (variable) uses.set(index, [...(uses.get(index) ?? []), { path: part.path, variable }]);
      else sent.add(key);
      if (!variable && moment.entry.kind !== 'state') ask(part.value, part.path, moment.entry.event);
      return !variable;
    });
  });
  const all = new Set([...uses.values()].flat().map(({ variable }) => variable));
  return { all: [...all], uses, askedSecrets: asked };
}

/** What a variable became: the recorded value where the new one still holds it, or else what stands in its place. */
export function readGivenValue({ value, source }: GivenValue, given: unknown): unknown {
  const key = canonical(value);
  let stays = false;
  if (isInList(source.path)) {
    visitParts(given, ({ value: part }) => {
      stays ||= typeof part === typeof value && canonical(part) === key;
      return !stays;
    });
  }
  return stays ? value : getAtPath(given, source.path);
}

/** Visits what may be a variable. */
function visitKeys(root: unknown, visit: (key: string, part: Part) => boolean): void {
  visitParts(root, (part) => {
    const { value } = part;
    if (typeof value === 'string') return value.length >= MIN_LENGTH && visit(JSON.stringify(value), part);
    if (typeof value !== 'object' || value === null || isJsonInteger(value)) return false;
    if (isSecretMark(value)) {
      // A number and its text are one secret.
      visit(canonical({ $secret: secretNumber(value) }), part);
      return false;
    }
    // Of an object with one key the value says it all.
    if (Array.isArray(value) || Object.keys(value).length < 2) return true;
    return visit(canonical(value), part);
  });
}

/** Whether what the server gave may come back from there. */
function isSource(moment: Moment, part: Part): boolean {
  const { path } = part;
  // Of a reply of a contract only its data comes back: neither its own frame nor the words of an error.
  const isFramed = moment.kind === 'reply' && moment.entry.answer?.reply !== undefined;
  const isData = path[0] === 'data' || (path[0] === 'error' && path[1] === 'data');
  return (!isFramed || isData) && (!isInList(path) || isVolatile(part));
}

function isInList(path: Path): boolean {
  return path.some((key) => typeof key === 'number');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
/** Long, of one word, with letters and digits: nobody types that. */
const RANDOM = /^(?=.*\d)(?=.*[a-z])[\w-]{20,}$/i;
const NAMES = /^(id|seq|sequence|token|cursor|nonce|etag|now|timestamp|uptime|latency)$/i;
const ENDINGS = /(Id|Ids|At|Seq|Token|Cursor|Time|_id|_at|_seq|_token)$/;
const EPOCH = [1_000_000_000_000, 10_000_000_000_000] as const;

/** Whether a value differs from one run to the next, as ids, tokens, times and running numbers do. */
export function isVolatile({ value, path }: Part): boolean {
  if (isSecretMark(value)) return true;
  if (typeof value !== 'number' && typeof value !== 'string')
    return isJsonInteger(value) && isVolatile({ value: Number(value.$integer), path });
  // What stands in a list goes by the name of the list.
  const name = String(path.findLast((key) => typeof key === 'string') ?? '');
  if (NAMES.test(name) || ENDINGS.test(name)) return true;
  if (typeof value === 'number') return value > EPOCH[0] && value < EPOCH[1];
  return UUID.test(value) || ISO_TIME.test(value) || RANDOM.test(value);
}
