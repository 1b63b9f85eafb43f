import type { AnyReply } from '@switchboard/contract';
import { identityChangeOf } from '../../../clients/saved-clients.ts';
import { defaultContract } from '../../../contract/contracts.ts';
import { type Answer, type CallEntry, payloadOf } from '../../../lib/entry.ts';
import type { Recording } from '../../../lib/recording.ts';
import { type RecordedCall, type Script, type Step, toScript } from '../model/script.ts';
import { isRawClient, printConnect } from './connect-client.ts';
import { fitsTypes } from './fits-types.ts';
import { type PrintPlace, printComment, printText, printValue } from './print-value.ts';
import { breaksContract, failedHere, isText, wantedError } from './recorded-facts.ts';
import { writeFrame } from './test-frame.ts';
import { TestScope, wordsOf } from './test-scope.ts';

const INDENT = 2;
/** The longest that stands before a call or an event: the name of its result. */
const BEFORE = 24;

/**
 * The recording as a Playwright test: one TypeScript file that logs in, calls in the recorded order, expects the
 * recorded outcomes and waits for the recorded events. `url` is the server that it uses unless the environment names one.
 */
export function writePlaywrightTest(recording: Recording, url: string): string {
  return new TestWriter(recording).write(url);
}

class TestWriter {
  readonly #recording: Recording;
  readonly #script: Script;
  readonly #scope: TestScope;
  readonly #lines: string[] = [];
  readonly #helpers = new Set<'text' | 'part'>();
  /** Calls that wait for their reply, by the name of their promise. */
  readonly #pending = new Map<RecordedCall, string>();
  readonly #written = new Set<RecordedCall>();
  readonly #closed = new Set<string>();
  /** The clients that speak no contract. */
  readonly #raw: ReadonlySet<string>;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#script = toScript(recording);
    this.#scope = new TestScope(recording);
    this.#raw = new Set(recording.clients.filter(isRawClient).map(({ id }) => id));
  }

  write(url: string): string {
    const { steps, connected } = this.#script;
    const { clients } = this.#recording;
    // What the settings of clients use comes before them.
    for (const declaration of this.#scope.declarations) this.#line(declaration);
    for (const client of clients) {
      const isFirst = connected.includes(client.id);
      if (!isFirst) this.#closed.add(client.id);
      const identifier = this.#scope.client(client.id);
      const start = `const ${identifier} = `;
      this.#line(`${start}${printConnect(client, placeAt(start), this.#scope.inSettings())};`);
      if (isFirst) this.#line(`await ${identifier}.connected();`);
    }
    steps.forEach((step, place) => {
      this.#step(step, place);
    });
    return writeFrame({
      title: this.#recording.name,
      url,
      body: this.#lines,
      helpers: this.#helpers,
      hasTyped: this.#raw.size < clients.length,
      hasRaw: this.#raw.size > 0,
      hasNames: this.#scope.hasNames,
      reportsOnly: this.#recording.entries.some(breaksContract),
      duration: this.#script.calls.reduce((sum, { settled }) => sum + (settled?.answer.latency ?? 0), 0),
    });
  }

  #step(step: Step, place: number): void {
    switch (step.kind) {
      case 'call':
        this.#call(step.call, place);
        break;
      case 'send':
        this.#send(step);
        break;
      case 'reply':
        this.#reply(step.call);
        break;
      case 'event':
        this.#event(step);
        break;
      case 'connect':
        this.#closed.delete(step.entry.clientId);
        this.#line('', `await ${this.#scope.client(step.entry.clientId)}.connected();`);
        break;
      case 'disconnect':
        this.#closed.add(step.entry.clientId);
        this.#line('', `${this.#scope.client(step.entry.clientId)}.client.disconnect();`);
    }
  }

  #call(call: RecordedCall, place: number): void {
    const { clientId, event } = call.entry;
    this.#line('');
    if (failedHere(call, 'DISCONNECTED') && !this.#closed.has(clientId)) {
      this.#written.add(call);
      this.#line(`// Left out: ${printComment(event)}, whose connection was lost before its reply.`);
      return;
    }
    const written = this.#printCall(call);
    if (!call.settled) {
      this.#line(`void ${written}; // It had no reply when the recording ended.`);
    } else if (this.#isSettledNext(call, place)) {
      this.#expectReply(call, written);
    } else {
      const promise = this.#scope.identifiers.take('sending', 'sending');
      this.#pending.set(call, promise);
      this.#line(`const ${promise} = ${written};`);
    }
  }

  #reply(call: RecordedCall): void {
    const promise = this.#pending.get(call);
    if (promise !== undefined && !this.#written.has(call)) this.#expectReply(call, promise);
  }

  /** Whether nobody does anything between the call and its reply. */
  #isSettledNext(call: RecordedCall, place: number): boolean {
    const next = this.#script.steps
      .slice(place + 1)
      .find((step) => step.kind !== 'event' && !(step.kind === 'reply' && this.#written.has(step.call)));
    return next?.kind === 'reply' && next.call === call;
  }

  #expectReply(call: RecordedCall, awaited: string): void {
    const { settled } = call;
    if (!settled) return;
    this.#written.add(call);
    const { answer, index } = settled;
    if (answer.reply) this.#expectTyped(call, awaited, { reply: answer.reply, index });
    else if (answer.by === 'client') this.#line(`await expect(${awaited}).rejects.toThrow();`);
    else this.#expectArgs(call, awaited, { args: answer.args, index });
  }

  #expectTyped(
    call: RecordedCall,
    awaited: string,
    { reply, index }: { reply: AnyReply; index: number },
  ): void {
    const name = this.#scope.identifiers.take('reply', 'reply');
    this.#line(`const ${name} = await ${awaited};`);
    const wanted = reply.ok ? reply : { ok: false, error: wantedError(reply.error) };
    const start = `expect(${name}).toMatchObject(`;
    this.#line(`${start}${this.#printWanted(wanted, start)});`);
    this.#capture(index, name, call.entry.event);
    if (reply.ok) this.#keepIdentity(call, name);
  }

  #expectArgs(
    call: RecordedCall,
    awaited: string,
    { args, index }: Pick<Answer, 'args'> & { index: number },
  ): void {
    const name = this.#scope.identifiers.take('answer', 'answer');
    this.#line(`const ${name} = await ${awaited};`);
    const start = `expect(${name}).toEqual(`;
    this.#line(`${start}${this.#printWantedArgs(args, start)});`);
    this.#capture(index, args.length > 1 ? name : `${name}[0]`, call.entry.event);
  }

  #event({ index, entry }: Extract<Step, { kind: 'event' }>): void {
    const { clientId, event, args } = entry;
    const payload = payloadOf(entry);
    const isRaw = this.#raw.has(clientId);
    const start = `await ${this.#scope.client(clientId)}.hears(${printText(event)}`;
    const printed = isRaw ? this.#printWantedArgs(args, start) : this.#printWanted(payload, start);
    const wanted = payload === null && !isRaw ? '' : `, ${printed}`;
    const hears = `${start}${wanted});`;
    const isUsed = this.#scope.variables.all.some(({ source }) => source.index === index);
    const name = isUsed ? this.#scope.identifiers.take('heard', 'heard') : '';
    this.#line(isUsed ? `const ${name} = ${hears}` : hears);
    this.#capture(index, isRaw && args.length <= 1 ? `${name}[0]` : name, event);
  }

  #send(step: Extract<Step, { kind: 'send' }>): void {
    const { index, entry } = step;
    const client = `${this.#scope.client(entry.clientId)}.client`;
    if (this.#raw.has(entry.clientId)) {
      const start = `${client}.emit(${printText(entry.event)}`;
      const args = this.#printArgs(step, start);
      this.#line('', args === '[]' ? `${start});` : `${start}, ...${args});`);
      return;
    }
    const isTyped = fitsTypes(entry.event, payloadOf(entry), this.#textPaths(index));
    const verb = isTyped && !this.#usesObjects(index) ? 'send' : 'callUnchecked';
    const start = `${client}.${verb}(${printText(entry.event)}, `;
    const written = `${start}${this.#printPayload(step, start)});`;
    this.#line('', verb === 'send' ? written : `void ${written}`);
  }

  #printCall(call: RecordedCall): string {
    const { clientId, event, callId } = call.entry;
    const timeout = failedHere(call, 'TIMEOUT')
      ? Math.max(1, Math.ceil(call.settled?.answer.latency ?? 0))
      : undefined;
    if (this.#raw.has(clientId)) {
      const start = `${this.#scope.client(clientId)}.call(${printText(event)}`;
      return `${start}, ${this.#printArgs(call, start)}${timeout === undefined ? '' : `, ${timeout}`})`;
    }
    const payload = payloadOf(call.entry);
    const isTyped = fitsTypes(event, payload, this.#textPaths(call.index)) && !this.#usesObjects(call.index);
    const verb = isTyped ? 'call' : 'callUnchecked';
    const options = {
      ...(timeout !== undefined && { timeout }),
      ...(callId !== undefined && { id: callId }),
    };
    const hasOptions = Object.keys(options).length > 0;
    const start = `${this.#scope.client(clientId)}.client.${verb}(${printText(event)}`;
    if (payload === null && !hasOptions && isTyped) return `${start})`;
    const sent = this.#printPayload(call, start);
    return `${start}, ${sent}${hasOptions ? `, ${printValue(options, placeAfter(start))}` : ''})`;
  }

  /** The arguments of a client without a contract. */
  #printArgs(step: { entry: CallEntry; index: number }, start: string): string {
    const { args } = step.entry;
    if (args.length === 0) return '[]';
    const printed = this.#printPayload(step, start);
    return args.length > 1 ? printed : `[${printed}]`;
  }

  #printWantedArgs(args: readonly unknown[], start: string): string {
    return `[${args.map((arg) => this.#printWanted(arg, start)).join(', ')}]`;
  }

  #printPayload({ entry, index }: { entry: CallEntry; index: number }, start: string): string {
    return printValue(payloadOf(entry), placeAfter(start), this.#scope.inPayload(index));
  }

  #printWanted(value: unknown, start: string): string {
    return printValue(value, placeAfter(start), this.#scope.inExpectation(value));
  }

  /** Takes what is sent back later out of what the server gave. */
  #capture(index: number, from: string, event: string): void {
    for (const variable of this.#scope.variables.all) {
      if (variable.source.index !== index) continue;
      const helper = isText(variable) ? 'text' : 'part';
      this.#helpers.add(helper);
      const name = this.#scope.identifiers.take(wordsOf(variable.source.path, event), 'value');
      const path = variable.source.path.map((key) => (typeof key === 'number' ? key : printText(key)));
      this.#line(`const ${name} = ${helper}(${[from, ...path].join(', ')});`);
      this.#scope.declare(variable, name);
    }
  }

  /** A login serves the next handshake too, if there is one. */
  #keepIdentity({ entry, index }: RecordedCall, reply: string): void {
    const connectsLater = this.#script.steps.some(
      (step) => step.kind === 'connect' && step.index > index && step.entry.clientId === entry.clientId,
    );
    const change = identityChangeOf(entry.event, defaultContract());
    if (!connectsLater || !change) return;
    const client = `${this.#scope.client(entry.clientId)}.client`;
    const isLogin = change === 'begins';
    if (isLogin) this.#helpers.add('text');
    this.#line(`${client}.setAuth(${isLogin ? `{ token: text(${reply}, 'data', 'token') }` : '{}'});`);
  }

  #textPaths(index: number): (readonly (string | number)[])[] {
    return this.#uses(index)
      .filter(({ variable }) => isText(variable))
      .map(({ path }) => path);
  }

  #usesObjects(index: number): boolean {
    return this.#uses(index).some(({ variable }) => !isText(variable));
  }

  #uses(index: number): ReturnType<TestScope['variables']['uses']['get']> & object {
    return this.#scope.variables.uses.get(index) ?? [];
  }

  #line(...lines: string[]): void {
    this.#lines.push(...lines);
  }
}

function placeAt(start: string): PrintPlace {
  return { indent: INDENT, column: INDENT + start.length };
}

function placeAfter(start: string): PrintPlace {
  return { indent: INDENT, column: INDENT + BEFORE + start.length };
}
