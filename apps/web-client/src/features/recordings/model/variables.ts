import { getAtPath } from '../../../lib/at-path.ts';
import { answerValueOf, payloadOf } from '../../../lib/entry.ts';
import type { Recording } from '../../../lib/recording.ts';
import { isSecretMark } from '../../../lib/recording-secrets.ts';
import { canonical, type Path, visitParts } from './json-parts.ts';
import { momentsOf } from './moments.ts';
import { isVolatile } from './volatile.ts';

/** A value that the server gave, and that a client sent back later. */
export interface Variable {
  /** As recorded. */
  readonly value: unknown;
  /** Where it came from: the place of a reply or a server event among the moments, and the path within it. */
  readonly source: { readonly index: number; readonly path: Path };
}

export interface VariableUse {
  readonly path: Path;
  readonly variable: Variable;
}

export interface Variables {
  readonly all: readonly Variable[];
  /** By the index of the moment whose payload uses them. */
  readonly uses: ReadonlyMap<number, readonly VariableUse[]>;
  /** The numbers of secrets that clients sent and no server gave: somebody must type them again. */
  readonly askedSecrets: readonly number[];
}

/** Shorter texts come up again by chance. */
const MIN_LENGTH = 6;

/**
 * Finds what clients sent back: texts of six characters or more and objects of two keys or more that stood in a reply or a server event
 * before any client sent them. What stands in a list counts only where it is an id or the like, because what a list
 * holds, and where, is the state of the server.
 */
export function findVariables(recording: Recording): Variables {
  const moments = momentsOf(recording);
  const wanted = new Set<string>();
  for (const { kind, entry } of moments) {
    if (kind !== 'call' && kind !== 'send') continue;
    visitKeys(payloadOf(entry), (key) => {
      wanted.add(key);
      return true;
    });
  }
  const sent = new Set<string>();
  const given = new Map<string, Variable>();
  const uses = new Map<number, VariableUse[]>();
  const asked = new Set<number>();

  for (const { settings } of recording.clients) {
    visitParts(settings?.auth, ({ value }) => {
      if (isSecretMark(value)) asked.add(value.$secret);
      return true;
    });
  }

  const take = (value: unknown, index: number, from: 'reply' | 'answer' | 'event'): void =>
    visitKeys(value, (key, path, part) => {
      if (from === 'reply' && !isData(path)) return true;
      if (!wanted.has(key) || sent.has(key) || !isPlace(path, part)) return true;
      // An answer comes surely, an event only if it is heard.
      if (
        !given.has(key) ||
        (from !== 'event' && moments[given.get(key)?.source.index ?? 0]?.kind === 'event')
      ) {
        given.set(key, { value: part, source: { index, path } });
      }
      return true;
    });

  moments.forEach((moment, index) => {
    if (moment.kind === 'reply')
      take(answerValueOf(moment.answer), index, moment.answer.reply ? 'reply' : 'answer');
    else if (moment.kind === 'event') take(payloadOf(moment.entry), index, 'event');
    else if (moment.kind !== 'state') {
      const found: VariableUse[] = [];
      visitKeys(payloadOf(moment.entry), (key, path, part) => {
        const variable = given.get(key);
        if (variable) found.push({ path, variable });
        else sent.add(key);
        if (!variable && isSecretMark(part)) asked.add(part.$secret);
        return !variable;
      });
      if (found.length > 0) uses.set(index, found);
    }
  });
  const all = new Set([...uses.values()].flat().map(({ variable }) => variable));
  return { all: [...all], uses, askedSecrets: [...asked] };
}

/** What a variable became: the recorded value where the new one still holds it, or else what stands in its place. */
export function readVariable({ value, source }: Variable, given: unknown): unknown {
  const key = canonical(value);
  let stays = false;
  if (source.path.some((part) => typeof part === 'number')) {
    visitParts(given, ({ value: part }) => {
      stays ||= typeof part === typeof value && canonical(part) === key;
      return !stays;
    });
  }
  return stays ? value : getAtPath(given, source.path);
}

/** Visits what may be a variable. */
function visitKeys(value: unknown, visit: (key: string, path: Path, part: unknown) => boolean): void {
  visitParts(value, ({ value: part, path }) => {
    if (typeof part === 'string') return part.length >= MIN_LENGTH && visit(JSON.stringify(part), path, part);
    if (typeof part !== 'object' || part === null) return false;
    if (isSecretMark(part)) {
      visit(canonical(part), path, part);
      return false;
    }
    // Of an object with one key the value says it all.
    if (Array.isArray(part) || Object.keys(part).length < 2) return true;
    return visit(canonical(part), path, part);
  });
}

/** Of a reply, only its data comes back: neither its own frame nor the words of an error. */
function isData(path: Path): boolean {
  return path[0] === 'data' || (path[0] === 'error' && path[1] === 'data');
}

function isPlace(path: Path, value: unknown): boolean {
  return !path.some((key) => typeof key === 'number') || isVolatile(value, path);
}
