import { createRawConnection, type RawConnection, type RawTraffic } from '@switchboard/client/devtools';
import { type ConsoleContract, RAW } from '../contract/contracts.ts';
import { errorMessage } from '../lib/in-words.ts';
import { Listeners } from '../lib/listeners.ts';
import { CLIENTS } from '../texts/clients.ts';
import { type ConnectionSettings, rawOptionsOf } from './connection-settings.ts';
import { exactIntegers } from './exact-integers.ts';
import {
  type Link,
  type LinkAnswer,
  type LinkMessage,
  type ReceivedMessage,
  type SendOptions,
  type SentMessage,
  unanswered,
} from './link.ts';
import { OffsetGuess } from './offset.ts';

/** A connection to any Socket.IO server: what is given goes on the wire, and nothing else. */
export class RawLink implements Link {
  readonly contract: ConsoleContract = RAW;
  readonly tools: RawConnection;
  readonly #messages = new Listeners<LinkMessage>();
  readonly #answers = new WeakMap<SentMessage, LinkAnswer>();
  readonly #offsets = new OffsetGuess();
  /** What acknowledges an event that wants it, by the arguments of the event: of this connection, and not of one before. */
  #asked = new WeakMap<readonly unknown[], (answer: readonly unknown[]) => void>();
  /** What was reported as sent last. */
  #last: SentMessage | undefined;

  constructor(url: string, settings: ConnectionSettings) {
    const { auth } = settings;
    this.tools = createRawConnection(url, {
      ...(Object.keys(auth).length > 0 && { auth }),
      autoConnect: false,
      socketOptions: rawOptionsOf(settings),
    });
    this.tools.observe((traffic) => this.#onTraffic(traffic));
    this.tools.onState(({ status }) => {
      if (status !== 'connected') this.#asked = new WeakMap();
    });
  }

  get url(): string {
    return this.tools.url;
  }

  connect(): void {
    this.tools.connect();
  }

  disconnect(): void {
    this.tools.disconnect();
  }

  stop(): void {
    this.tools.stop();
  }

  async send(
    event: string,
    args: readonly unknown[],
    { ack, timeout, signal }: SendOptions,
  ): Promise<LinkAnswer | undefined> {
    // What waits for a connection would be sent at a time that the user does not know of.
    if (this.tools.state.status !== 'connected') return unanswered('unsent', CLIENTS.notConnected);
    try {
      if (!ack) {
        this.tools.emit(event, args);
        return undefined;
      }
      const answered = this.tools.emitWithAck(event, args, { timeout });
      const sent = this.#last;
      await (signal ? Promise.race([answered, aborted(signal)]) : answered);
      return (sent && this.#answers.get(sent)) ?? unanswered('timeout', CLIENTS.stoppedWaiting);
    } catch (error) {
      return unanswered('unsent', errorMessage(error));
    }
  }

  onMessage(listener: (message: LinkMessage) => void): () => void {
    return this.#messages.add(listener);
  }

  answerTo(args: readonly unknown[]): ((answer: readonly unknown[]) => void) | undefined {
    return this.#asked.get(args);
  }

  #onTraffic(traffic: RawTraffic): void {
    switch (traffic.kind) {
      case 'call':
      case 'send':
        this.#last = traffic;
        this.#messages.notify(traffic);
        break;
      case 'event': {
        const { answer, ...event } = traffic;
        const args = exactIntegers(event.args, event.frames);
        // What is to be answered cannot be sent again: it has no offset.
        const hasOffset = this.tools.isRecoverable && !answer && this.#offsets.endsWithOffset(event);
        const received: ReceivedMessage = {
          ...event,
          args,
          issues: [],
          ...(hasOffset && { hasOffset }),
          ...(answer && { wantsAnswer: true }),
        };
        if (answer) this.#asked.set(args, (given) => this.#answer(received, given, answer));
        this.#messages.notify(received);
        break;
      }
      case 'answer':
        this.#settle(traffic.sent, toAnswer(traffic));
        break;
      case 'late': {
        const { at, sent, latency, frames } = traffic;
        const args = exactIntegers(traffic.args, frames);
        const answer = this.#answers.get(sent);
        if (answer) this.#settle(sent, { ...answer, late: { at, args, code: '', latency } });
      }
    }
  }

  #answer(received: ReceivedMessage, args: readonly unknown[], answer: (...args: unknown[]) => void): void {
    answer(...args);
    this.#asked.delete(received.args);
    const at = Date.now();
    const latency = at - received.at;
    const given: LinkAnswer = { at, latency, by: 'user', args, outcome: 'answered', issues: [] };
    this.#messages.notify({ kind: 'answered', received, answer: given });
  }

  #settle(sent: SentMessage, answer: LinkAnswer): void {
    this.#answers.set(sent, answer);
    this.#messages.notify({ kind: 'settled', sent, answer });
  }
}

const EXPLANATIONS = {
  timeout: CLIENTS.noAnswer,
  disconnected: CLIENTS.connectionLost,
} as const;

function toAnswer({ at, answer, frames }: Extract<RawTraffic, { kind: 'answer' }>): LinkAnswer {
  const { status, latency } = answer;
  const seen = { at, latency, issues: [], ...(frames && { frames }) };
  return status === 'answered'
    ? { ...seen, by: 'server', args: exactIntegers(answer.args, frames), outcome: 'answered' }
    : { ...seen, by: 'client', args: [], outcome: status, explanation: EXPLANATIONS[status] };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
