import type { Path } from '@switchboard/contract';
import { getAtPath } from '../../../lib/at-path.ts';
import { isJsonBytes } from '../../../lib/bytes.ts';
import { printText, printValue, type ReplacePart } from '../../../lib/code-literal.ts';
import { canonical, visitParts } from '../../../lib/json-parts.ts';
import type { Recording } from '../../../recordings/recording.ts';
import { isJsonInteger, unescapedKey } from '../../../recordings/recording-marks.ts';
import { isSecretMark, secretNumber } from '../../../recordings/recording-secrets.ts';
import { findGivenValues, type GivenValue, type GivenValues, isVolatile } from '../model/given-values.ts';
import { carriedBy, isSentMoment, momentsOf } from '../model/moments.ts';
import { type Carrier, type IgnoredPaths, ignoredPlaces, patternOf } from '../model/places.ts';
import { printComment } from './test-frame.ts';

/** What the generated file uses already, or TypeScript keeps for itself. */
const TAKEN = `
  await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if import in instanceof new null return super switch this throw true try typeof var void while with yield
  let static implements interface package private protected public arguments eval async of undefined NaN Infinity
  Buffer Error JSON Math Number Object Promise String URL process globalThis
  test expect createClient io url rejectUnauthorized open track connect connectRaw unique part ignored
`;

/** The names in the generated test, and what each stands for. */
export class TestScope {
  readonly variables: GivenValues;
  /** Lines that declare what the whole test uses. */
  readonly declarations: readonly string[];
  /** The names of clients, by their ids. */
  readonly clients: ReadonlyMap<string, string>;
  /** By the texts that somebody logged in under: each may be in use, so that each run takes one of its own. */
  readonly names = new Map<string, string>();
  readonly #secrets: ReadonlyMap<number, string>;
  readonly #declared = new Map<GivenValue, string>();
  /** What some client sent: if it comes back, it is no accident. */
  readonly #sent = new Set<string>();
  /** The ids, times and the like that the server gave. */
  readonly #varying = new Set<string>();
  readonly #ignored: ReadonlyMap<Carrier, IgnoredPaths>;
  /** Whether an expectation has `ignored` in it. */
  usesIgnored = false;
  readonly #taken: Set<string>;

  constructor(recording: Recording, imported: readonly string[]) {
    const { clients } = recording;
    this.#ignored = ignoredPlaces(recording);
    this.#taken = new Set([...TAKEN.split(/\s+/), ...imported]);
    this.variables = findGivenValues(recording);
    this.clients = new Map(clients.map(({ id, name }) => [id, this.newName(name, 'client')]));
    for (const { name, identities } of clients) {
      for (const identity of identities)
        if (!this.names.has(identity)) this.names.set(identity, this.newName(`${name} name`, 'name'));
    }
    const { askedSecrets } = this.variables;
    this.#secrets = new Map(
      [...askedSecrets.keys()].map((number) => [number, this.newName(`secret ${number}`, 'secret')]),
    );
    this.declarations = [
      ...[...this.names].map(([text, name]) => `const ${name} = unique(${printText(text)});`),
      ...[...this.#secrets].flatMap(([number, name]) => [
        `// The ${printComment(askedSecrets.get(number) ?? '')}.`,
        `const ${name} = process.env.RECORDED_SECRET_${number} ?? '';`,
      ]),
    ];
    for (const moment of momentsOf(recording)) {
      visitParts(carriedBy(moment), (part) => {
        const { value } = part;
        if (isSentMoment(moment)) this.#sent.add(canonical(value));
        else if (isVolatile(part)) this.#varying.add(canonical(value));
        return !isJsonBytes(value);
      });
    }
  }

  /** Whether comparisons ignore that an event comes. */
  ignoresEvent(event: string): boolean {
    return this.#ignored.get(`event ${event}`)?.has(undefined) ?? false;
  }

  /** What is written at a place that comparisons ignore; `undefined` at any other. */
  ignoredAt(carrier: Carrier, path: Path): string | undefined {
    if (!this.#ignored.get(carrier)?.has(patternOf(path))) return undefined;
    this.usesIgnored = true;
    return 'ignored';
  }

  /** A name that nothing has yet, out of words in any script: `Alice of the console` becomes `aliceOfTheConsole`. */
  newName(words: string, otherwise: string): string {
    const parts = words.match(/[A-Z]?[a-z0-9]+|[A-Z0-9]+/g) ?? [];
    const [first = '', ...rest] = parts.slice(0, 5).map((part) => part.toLowerCase());
    const joined = first + rest.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
    const name = /^[a-z]/.test(joined) ? joined : otherwise;
    let unique = name;
    for (let number = 2; this.#taken.has(unique); number += 1) unique = `${name}${number}`;
    this.#taken.add(unique);
    return unique;
  }

  /** Names a variable after its place in what an event brought: the `id` of a `message:send` is a `messageId`. */
  declare(variable: GivenValue, event: string): string {
    const { path } = variable.source;
    const words = path.filter((key) => typeof key === 'string' && key !== 'data' && key !== 'error');
    const [subject = ''] = event.split(':');
    const name = this.newName(
      [...(words.length > 1 ? words.slice(-2) : [subject, ...words])].join(' '),
      'value',
    );
    this.#declared.set(variable, name);
    return name;
  }

  /** How the parts of settings are written: as names, secrets and bytes where they are such. */
  readonly inSettings: ReplacePart = (value) => {
    if (typeof value === 'string') return this.names.get(value);
    if (isSecretMark(value)) {
      const name = this.#secrets.get(secretNumber(value));
      return name && (value.$secret < 0 ? `Number(${name})` : name);
    }
    if (isJsonBytes(value)) return `Buffer.from(${printText(value.$bytes)}, 'base64')`;
    const key = unescapedKey(value);
    return key && `{ ${key}: ${printValue(Object.values(Object(value))[0], this.inSettings)} }`;
  };

  /** How the parts of a payload are written: variables have their names, too. */
  inPayload(index: number): ReplacePart {
    const uses = this.variables.uses.get(index) ?? [];
    const variables = new Map(uses.map(({ path, variable }) => [JSON.stringify(path), variable]));
    return (value, path) => {
      const variable = variables.get(JSON.stringify(path));
      const name = variable && this.#declared.get(variable);
      if (name === undefined) return this.inSettings(value, path);
      // A secret number may have come as a text, and the other way round.
      const isOther = canonical(value) !== canonical(variable?.value) && isSecretMark(value);
      return isOther ? `${value.$secret < 0 ? 'Number' : 'String'}(${name})` : name;
    };
  }

  /**
   * What is expected of a reply or event: as recorded, but any id, time or running number; any list, unless a client sent
   * it, and any count or flag beside one, because lists are the state of the server; and as the new run has it what
   * variables stand for. What has no name is an id where the server gave it as an id elsewhere. What comparisons ignore
   * is not checked. `at` is the place of the root in the carrier.
   */
  inExpectation(carrier: Carrier, root: unknown, at: Path = []): ReplacePart {
    const given = new Map(this.variables.all.map((variable) => [canonical(variable.value), variable]));
    return (value, path) => {
      const ignored = this.ignoredAt(carrier, [...at, ...path]);
      if (ignored !== undefined) return ignored;
      const key = canonical(value);
      if (isJsonBytes(value) && !this.#sent.has(key)) return 'expect.any(Uint8Array)';
      const known = this.inSettings(value, path);
      if (known !== undefined) return known;
      const variable = given.get(key);
      if (variable) return this.#declared.get(variable) ?? printAny(value);
      if (this.#sent.has(key) && !isShort(value)) return undefined;
      const isState = Array.isArray(value) || isBesideList(root, path);
      const isId = isVolatile({ value, path }) || (path.length === 0 && this.#varying.has(key));
      if (isState || isId) return printAny(value);
      return isJsonInteger(value) ? value.$integer : undefined;
    };
  }
}

/** Numbers and short texts come back by accident. */
function isShort(value: unknown): boolean {
  return typeof value === 'string' ? value.length < 6 : typeof value !== 'object';
}

/** Whether it is a number or flag that says something about a list: how many there are, whether there are more. */
function isBesideList(root: unknown, path: Path): boolean {
  const value = getAtPath(root, path);
  if (typeof value !== 'number' && typeof value !== 'boolean') return false;
  const parent = getAtPath(root, path.slice(0, -1));
  return typeof parent === 'object' && parent !== null && Object.values(parent).some(Array.isArray);
}

function printAny(value: unknown): string {
  if (typeof value === 'string') return 'expect.any(String)';
  if (typeof value === 'number' || isJsonInteger(value)) return 'expect.any(Number)';
  if (typeof value === 'boolean') return 'expect.any(Boolean)';
  return Array.isArray(value) ? 'expect.any(Array)' : 'expect.anything()';
}
