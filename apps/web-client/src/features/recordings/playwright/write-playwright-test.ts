import type { Path } from '@switchboard/contract';
import { identityChangeOf } from '../../../clients/saved-clients.ts';
import { type ContractSource, contractById, RAW } from '../../../contract/contracts.ts';
import { printText, printValue } from '../../../lib/code-literal.ts';
import { DEFAULT_SETTINGS, TRANSPORTS, urlOf } from '../../../links/connection-settings.ts';
import type { RecordedClient, Recording } from '../../../recordings/recording.ts';
import { argumentsOf, type CallEntry, type EventEntry, payloadOf } from '../../../traffic/entry.ts';
import { withoutWords } from '../model/compare.ts';
import { connectedFirst, type Moment, momentsOf } from '../model/moments.ts';
import { argumentName, type Carrier } from '../model/places.ts';
import { printComment, writeFrame } from './test-frame.ts';
import { TestScope } from './test-scope.ts';

const INDENT = '  ';

/**
 * The recording as a Playwright test: one TypeScript file that logs in, calls in the recorded order, expects the
 * recorded outcomes and waits for the recorded events. `url` is the server that it uses unless the environment names one.
 */
export function writePlaywrightTest(recording: Recording, url: string): string {
  return new TestWriter(recording).write(url);
}

class TestWriter {
  readonly #recording: Recording;
  readonly #moments: readonly Moment[];
  /** By the ids of clients: where their contract is imported from; clients without one are plain socket.io-client. */
  readonly #contracts: ReadonlyMap<string, ContractSource>;
  readonly #scope: TestScope;
  readonly #lines: string[] = [];
  /** Calls that wait for their reply, by the name of their promise. */
  readonly #pending = new Map<CallEntry, string>();
  /** Events that the user answered, by the names of their arguments. */
  readonly #asked = new Map<EventEntry, string>();
  readonly #closed = new Set<string>();
  #hasParts = false;

  constructor(recording: Recording) {
    this.#recording = recording;
    this.#moments = momentsOf(recording);
    this.#contracts = new Map(
      recording.clients.flatMap((client) => {
        const { source } = recordedContract(client);
        return source ? [[client.id, source] as const] : [];
      }),
    );
    const imported = [...this.#contracts.values()].map(({ name }) => name);
    this.#scope = new TestScope(recording, imported);
  }

  write(url: string): string {
    const { clients, name, entries } = this.#recording;
    const first = connectedFirst(this.#recording, this.#moments);
    // What the settings of clients use comes before them.
    this.#lines.push(...this.#scope.declarations);
    for (const client of clients) {
      this.#lines.push(`const ${this.#nameOf(client.id)} = ${this.#printConnect(client)};`);
      if (first.includes(client.id)) this.#lines.push(`await ${this.#nameOf(client.id)}.connected();`);
      else this.#closed.add(client.id);
    }
    for (const [index, moment] of this.#moments.entries()) this.#repeat(moment, index);
    const latencies = entries.map((entry) => (entry.kind === 'call' ? (entry.answer?.latency ?? 0) : 0));
    return writeFrame({
      title: name,
      url,
      body: this.#lines,
      contracts: [...this.#contracts.values()],
      hasRaw: this.#contracts.size < clients.length,
      hasNames: this.#scope.names.size > 0,
      hasParts: this.#hasParts,
      hasIgnored: this.#scope.usesIgnored,
      duration: latencies.reduce((sum, latency) => sum + latency, 0),
    });
  }

  #repeat(moment: Moment, index: number): void {
    const { clientId } = moment.entry;
    switch (moment.kind) {
      case 'call':
        this.#call(moment.entry, index);
        break;
      case 'send':
        this.#lines.push('', `${this.#nameOf(clientId)}.send(${this.#printSent(moment.entry, index)});`);
        break;
      case 'reply': {
        const promise = this.#pending.get(moment.entry);
        if (promise !== undefined) this.#expectAnswer(moment.entry, index, promise);
        break;
      }
      case 'event':
        this.#event(moment.entry, index);
        break;
      case 'answer':
        this.#answer(moment.entry, index);
        break;
      case 'connect':
        this.#closed.delete(clientId);
        this.#lines.push('', `await ${this.#nameOf(clientId)}.connected();`);
        break;
      case 'disconnect':
        this.#closed.add(clientId);
        this.#lines.push('', `${this.#nameOf(clientId)}.client.disconnect();`);
        break;
      case 'state':
    }
  }

  #call(call: CallEntry, index: number): void {
    this.#lines.push('');
    if (failedHere(call, 'DISCONNECTED') && !this.#closed.has(call.clientId)) {
      this.#lines.push(
        `// Left out: ${printComment(call.event)}, whose connection was lost before its reply.`,
      );
      return;
    }
    const written = `${this.#nameOf(call.clientId)}.call(${this.#printSent(call, index)})`;
    const answered = this.#answeredNext(call, index);
    if (!call.answer) {
      this.#lines.push(`void ${written}; // It had no reply when the recording ended.`);
    } else if (answered !== undefined) {
      this.#expectAnswer(call, answered, written);
    } else {
      const promise = this.#scope.newName('sending', 'sending');
      this.#pending.set(call, promise);
      this.#lines.push(`const ${promise} = ${written};`);
    }
  }

  /** The index of the answer to a call where nobody does anything before it. */
  #answeredNext(call: CallEntry, index: number): number | undefined {
    const later = this.#moments.slice(index + 1);
    const next = later.findIndex(({ kind, entry }) => {
      if (kind === 'event' || kind === 'state') return false;
      return kind !== 'reply' || entry === call || this.#pending.has(entry);
    });
    return later[next]?.entry === call ? index + 1 + next : undefined;
  }

  #expectAnswer(call: CallEntry, index: number, awaited: string): void {
    const { answer, clientId, event } = call;
    if (!answer) return;
    if (this.#contracts.has(clientId) && answer.reply) {
      const name = this.#scope.newName('reply', 'reply');
      const wanted = this.#printWanted(`call ${event}`, withoutWords(answer.reply));
      this.#lines.push(`const ${name} = await ${awaited};`, `expect(${name}).toMatchObject(${wanted});`);
      this.#capture(index, name, event);
      if (answer.reply.ok) this.#keepIdentity(call, index, name);
    } else if (answer.by === 'client') {
      this.#lines.push(`await expect(${awaited}).rejects.toThrow();`);
    } else {
      const name = this.#scope.newName('answer', 'answer');
      const wanted = this.#printWantedArgs(`call ${event}`, answer.args);
      this.#lines.push(`const ${name} = await ${awaited};`, `expect(${name}).toEqual(${wanted});`);
      this.#capture(index, answer.args.length > 1 ? name : `${name}[0]`, event);
    }
  }

  #event(entry: EventEntry, index: number): void {
    const { clientId, event, answer } = entry;
    const args = argumentsOf(entry);
    const isSource = this.#scope.variables.all.some(({ source }) => source.index === index);
    // A client with a contract cannot answer; it had none when it was recorded.
    const isAnswered = answer?.by === 'user' && !this.#contracts.has(clientId);
    if (!isSource && !isAnswered && this.#scope.ignoresEvent(event)) return;
    const list = this.#printWantedArgs(`event ${event}`, args, entry.hasOffset);
    const wanted = list === '[]' ? '' : `, ${list}`;
    const hears = `await ${this.#nameOf(clientId)}.hears(${printText(event)}${wanted});`;
    if (!isSource && !isAnswered) {
      this.#lines.push(hears);
      return;
    }
    const name = this.#scope.newName('heard', 'heard');
    this.#lines.push(`const ${name} = ${hears}`);
    if (isAnswered) this.#asked.set(entry, name);
    this.#capture(index, args.length > 1 ? name : `${name}[0]`, event);
  }

  #answer(entry: EventEntry, index: number): void {
    const { clientId, event, answer } = entry;
    const asked = this.#asked.get(entry);
    const given = this.#printArgs(answer?.args ?? [], index);
    this.#lines.push(
      asked === undefined
        ? `// Left out: the answer to ${printComment(event)}.`
        : `${this.#nameOf(clientId)}.answer(${asked}, ${given});`,
    );
  }

  /** Takes what is sent back later out of what the server gave. */
  #capture(index: number, from: string, event: string): void {
    for (const variable of this.#scope.variables.all) {
      if (variable.source.index !== index) continue;
      this.#hasParts = true;
      const path = variable.source.path.map((key) => (typeof key === 'number' ? key : printText(key)));
      this.#lines.push(
        `const ${this.#scope.declare(variable, event)} = part(${[from, ...path].join(', ')});`,
      );
    }
  }

  /** A login serves the next handshake too, if there is one. */
  #keepIdentity({ event, clientId }: CallEntry, index: number, reply: string): void {
    const client = this.#recording.clients.find(({ id }) => id === clientId);
    const change = identityChangeOf(event, client ? recordedContract(client) : RAW);
    const later = this.#moments.slice(index + 1);
    if (!change || !later.some(({ kind, entry }) => kind === 'connect' && entry.clientId === clientId))
      return;
    const isLogin = change === 'begins';
    if (isLogin) this.#hasParts = true;
    const auth = isLogin ? `{ token: String(part(${reply}, 'data', 'token')) }` : '{}';
    this.#lines.push(`${this.#nameOf(clientId)}.client.setAuth(${auth});`);
  }

  #nameOf(clientId: string): string {
    return this.#scope.clients.get(clientId) ?? 'client';
  }

  /** The expression that makes a client: its name, its contract, and what of its settings is not the default. */
  #printConnect({ id, name, settings = DEFAULT_SETTINGS }: RecordedClient): string {
    const { url, namespace, path, query, transports, auth } = settings;
    const options = {
      ...(Object.keys(auth).length > 0 && { auth }),
      ...(path !== '/socket.io/' && { path }),
      ...(Object.keys(query).length > 0 && { query }),
      ...(transports.length < TRANSPORTS.length && { transports }),
    };
    const hasOptions = Object.keys(options).length > 0;
    const ofPage = namespace === '/' ? 'url' : `url + ${printText(namespace)}`;
    const target = url === '' ? ofPage : printText(urlOf(settings, ''));
    const source = this.#contracts.get(id);
    const args = [
      printText(name),
      ...(source ? [source.name] : []),
      ...(hasOptions || target !== 'url' ? [target] : []),
      ...(hasOptions ? [printValue(options, this.#scope.inSettings, INDENT)] : []),
    ];
    return `${source ? 'connect' : 'connectRaw'}(${args.join(', ')})`;
  }

  /** The event, the list of what is sent with it, and the options of the call. */
  #printSent(entry: CallEntry, index: number): string {
    const { event, args, callId, answer } = entry;
    const options = {
      ...(failedHere(entry, 'TIMEOUT') && { timeout: Math.max(1, Math.ceil(answer?.latency ?? 0)) }),
      ...(callId !== undefined && this.#contracts.has(entry.clientId) && { id: callId }),
    };
    const hasOptions = Object.keys(options).length > 0;
    const parts = [
      printText(event),
      ...(args.length > 0 || hasOptions ? [this.#printArgs(args, index)] : []),
      ...(hasOptions ? [printValue(options)] : []),
    ];
    return parts.join(', ');
  }

  #printArgs(args: readonly unknown[], index: number): string {
    const printed = printValue(payloadOf({ args }), this.#scope.inPayload(index), INDENT);
    return args.length > 1 ? printed : `[${args.length === 0 ? '' : printed}]`;
  }

  #printWanted(carrier: Carrier, value: unknown, at?: Path): string {
    return printValue(value, this.#scope.inExpectation(carrier, value, at), INDENT);
  }

  #printWantedArgs(carrier: Carrier, args: readonly unknown[], hasOffset?: true): string {
    const at = (index: number): Path => (args.length > 1 ? [argumentName(index)] : []);
    const list = args.map((arg, index) => this.#printWanted(carrier, arg, at(index)));
    if (hasOffset) list.push('expect.any(String)');
    return this.#scope.ignoredAt(carrier, []) ?? `[${list.join(', ')}]`;
  }
}

function recordedContract({ settings = DEFAULT_SETTINGS }: RecordedClient): ReturnType<typeof contractById> {
  return contractById(settings.contract);
}

/** Whether the call settled with this code without an answer of the server. */
function failedHere({ answer }: CallEntry, code: 'DISCONNECTED' | 'TIMEOUT'): boolean {
  return answer?.by === 'client' && answer.outcome.toUpperCase() === code;
}
