import { getAtPath } from '../../../lib/at-path.ts';
import { isJsonBytes } from '../../../lib/bytes.ts';
import { answerValueOf, payloadOf } from '../../../lib/entry.ts';
import type { Recording } from '../../../lib/recording.ts';
import { isSecretMark } from '../../../lib/recording-secrets.ts';
import { canonical, type Path, visitParts } from '../model/json-parts.ts';
import { momentsOf } from '../model/moments.ts';
import { findVariables, type Variable } from '../model/variables.ts';
import { isVolatile } from '../model/volatile.ts';
import { Identifiers } from './identifiers.ts';
import { printText, type ReplacePart } from './print-value.ts';

/** The names in the generated test, and what each stands for. */
export class TestScope {
  readonly identifiers = new Identifiers();
  readonly variables: ReturnType<typeof findVariables>;
  /** Lines that declare what the whole test uses. */
  readonly declarations: readonly string[];
  readonly #clients = new Map<string, string>();
  readonly #names = new Map<string, string>();
  readonly #secrets = new Map<number, string>();
  readonly #bytes = new Map<string, string>();
  readonly #declared = new Map<Variable, string>();
  /** What some client sent: if it comes back, it is no accident. */
  readonly #sent = new Set<string>();

  constructor(recording: Recording) {
    this.variables = findVariables(recording);
    const lines: string[] = [];
    for (const { id, name } of recording.clients)
      this.#clients.set(id, this.identifiers.take(name, 'client'));
    for (const { name, identities } of recording.clients) {
      for (const identity of identities) {
        if (this.#names.has(identity)) continue;
        const identifier = this.identifiers.take(`${name} name`, 'name');
        this.#names.set(identity, identifier);
        lines.push(`const ${identifier} = unique(${printText(identity)});`);
      }
    }
    for (const number of this.variables.askedSecrets) {
      const identifier = this.identifiers.take(`secret ${number}`, 'secret');
      this.#secrets.set(number, identifier);
      lines.push(`const ${identifier} = process.env.RECORDED_SECRET_${number} ?? '';`);
    }
    this.#collect(recording, lines);
    this.declarations = lines;
  }

  /** Whether a name may be in use on the server, so that each run takes one of its own. */
  get hasNames(): boolean {
    return this.#names.size > 0;
  }

  client(id: string): string {
    return this.#clients.get(id) ?? 'client';
  }

  declare(variable: Variable, identifier: string): void {
    this.#declared.set(variable, identifier);
  }

  /** How the parts of the settings of a client are written. */
  inSettings(): ReplacePart {
    return (value) => this.#printKnown(value);
  }

  /** How the parts of a payload are written: as variables, secrets and bytes where they are such. */
  inPayload(index: number): ReplacePart {
    const uses = this.variables.uses.get(index) ?? [];
    const identifiers = new Map(
      uses.map(({ path, variable }) => [JSON.stringify(path), this.#declared.get(variable)]),
    );
    return (value, path) => identifiers.get(JSON.stringify(path)) ?? this.#printKnown(value);
  }

  /**
   * What is expected of a reply or event: as recorded, but any id, time or running number; any list, unless a client sent
   * it, and any count or flag beside one, because lists are the state of the server; and as the new run has it what
   * variables stand for.
   */
  inExpectation(root: unknown): ReplacePart {
    const given = new Map(this.variables.all.map((variable) => [canonical(variable.value), variable]));
    return (value, path) => {
      const known = this.#printKnown(value);
      if (known !== undefined) return known;
      const key = canonical(value);
      const variable = given.get(key);
      if (variable) return this.#declared.get(variable) ?? printAny(value);
      if (this.#sent.has(key) && !isShort(value)) return undefined;
      if (isSecretMark(value)) return 'expect.anything()';
      if (isJsonBytes(value)) return 'expect.any(Uint8Array)';
      const isState = Array.isArray(value) || isBesideList(root, path);
      return isState || isVolatile(value, path) ? printAny(value) : undefined;
    };
  }

  #printKnown(value: unknown): string | undefined {
    if (typeof value === 'string') return this.#names.get(value);
    if (isSecretMark(value)) return this.#secrets.get(value.$secret);
    return isJsonBytes(value) ? this.#bytes.get(value.$bytes) : undefined;
  }

  /** Notes what clients sent, and gives a name to all binary. */
  #collect(recording: Recording, lines: string[]): void {
    for (const moment of momentsOf(recording)) {
      if (moment.kind === 'state') continue;
      const isSent = moment.kind === 'call' || moment.kind === 'send';
      const value = moment.kind === 'reply' ? answerValueOf(moment.answer) : payloadOf(moment.entry);
      visitParts(value, ({ value: part }) => {
        if (isSent) this.#sent.add(canonical(part));
        if (!isJsonBytes(part)) return true;
        if (!isSent && !this.#sent.has(canonical(part))) return false;
        if (!this.#bytes.has(part.$bytes)) {
          const identifier = this.identifiers.take('bytes', 'bytes');
          this.#bytes.set(part.$bytes, identifier);
          lines.push(`const ${identifier} = Buffer.from(${printText(part.$bytes)}, 'base64');`);
        }
        return false;
      });
    }
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

/** A name for what stands at a path in what an event brought: the `id` of a `message:send` is a `message id`. */
export function wordsOf(path: Path, event: string): string {
  const words = path.filter((key) => typeof key === 'string' && key !== 'data' && key !== 'error');
  const [subject = ''] = event.split(':');
  return [...(words.length > 1 ? words.slice(-2) : [subject, ...words])].join(' ');
}

function printAny(value: unknown): string {
  if (typeof value === 'string') return 'expect.any(String)';
  if (typeof value === 'number') return 'expect.any(Number)';
  if (typeof value === 'boolean') return 'expect.any(Boolean)';
  return Array.isArray(value) ? 'expect.any(Array)' : 'expect.anything()';
}
