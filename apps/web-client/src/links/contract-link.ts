import { type Client, type ClientAuth, createClient } from '@switchboard/client';
import {
  type ClientInspection,
  type InspectedReply,
  type InspectedTraffic,
  inspectClient,
} from '@switchboard/client/devtools';
import { type AnyReply, isReply } from '@switchboard/contract';
import type { ConsoleContract } from '../contract/contracts.ts';
import { errorMessage } from '../lib/in-words.ts';
import { Listeners } from '../lib/listeners.ts';
import { CLIENTS } from '../texts/clients.ts';
import { type ConnectionSettings, socketOptionsOf } from './connection-settings.ts';
import { exactIntegers } from './exact-integers.ts';
import {
  type Link,
  type LinkAnswer,
  type LinkMessage,
  type SendOptions,
  type SentMessage,
  unanswered,
} from './link.ts';

export class ContractLink implements Link {
  readonly contract: ConsoleContract;
  readonly client: Client;
  readonly tools: ClientInspection;
  readonly #messages = new Listeners<LinkMessage>();
  /** By the object that the traffic reported. */
  readonly #sent = new WeakMap<object, SentMessage>();
  readonly #answers = new WeakMap<object, LinkAnswer>();

  constructor(contract: ConsoleContract, url: string, settings: ConnectionSettings, auth: ClientAuth) {
    this.contract = contract;
    this.client = createClient(contract, url, {
      autoConnect: false,
      auth,
      // A console shows what breaks the contract instead of hiding it.
      validation: { replies: 'report' },
      socketOptions: socketOptionsOf(settings),
    });
    this.tools = inspectClient(this.client);
    this.tools.observe((traffic) => this.#onTraffic(traffic));
    this.tools.onLate(({ sent: call, at, raw, code, latency, frames }) => {
      const sent = this.#sent.get(call);
      const answer = sent && this.#answers.get(sent);
      const args = exactIntegers(raw, frames);
      if (answer) this.#settle(sent, { ...answer, late: { at, args, code, latency } });
    });
  }

  get url(): string {
    return this.client.url;
  }

  connect(): void {
    this.client.connect();
  }

  disconnect(): void {
    this.client.disconnect();
  }

  stop(): void {
    this.client.disconnect();
    this.tools.stop();
  }

  /** Without an acknowledgement the payload has to fit the contract. */
  async send(
    event: string,
    args: readonly unknown[],
    { ack, ...options }: SendOptions,
  ): Promise<LinkAnswer | undefined> {
    if (args.length > 1) return unanswered('unsent', CLIENTS.oneArgument);
    const [payload] = args;
    try {
      if (ack) {
        const reply = await this.client.callUnchecked(event, payload, options);
        return this.#answers.get(reply) ?? { ...unanswered('unsent'), ...ofReply(reply) };
      }
      // It would be sent later, and nothing would say so.
      if (this.tools.state.status !== 'connected') return unanswered('unsent', CLIENTS.notConnected);
      this.client.send(event, payload as null);
      return undefined;
    } catch (error) {
      return unanswered('unsent', errorMessage(error));
    }
  }

  onMessage(listener: (message: LinkMessage) => void): () => void {
    return this.#messages.add(listener);
  }

  #onTraffic(traffic: InspectedTraffic): void {
    if (traffic.kind === 'reply') {
      this.#onReply(traffic);
      return;
    }
    const { payload, ...rest } = traffic;
    // Neither an empty payload nor one that is left out is an argument.
    const args = payload === undefined || payload === null ? [] : [payload];
    if (rest.kind === 'event') {
      this.#messages.notify({ ...rest, args: exactIntegers(args, rest.frames) });
      return;
    }
    const { call: _, issues: __, id: callId, ...message } = rest;
    const sent: SentMessage = { ...message, args, ...(callId !== undefined && { callId }) };
    this.#sent.set(traffic, sent);
    this.#messages.notify(sent);
  }

  #onReply({ sent: call, at, by, raw, reply, latency, issues, frames, dropped }: InspectedReply): void {
    const sent = call && this.#sent.get(call);
    if (!sent) return;
    // A reply that fits is held once.
    const isWhole = raw?.length === 1 && isReply(raw[0]);
    const args = exactIntegers(isWhole ? [reply] : (raw ?? []), frames);
    const answer: LinkAnswer = {
      at,
      latency,
      by,
      args,
      ...ofReply(isWhole ? (args[0] as AnyReply) : reply),
      issues,
      ...(by === 'client' && !reply.ok && { explanation: reply.error.message }),
      ...(frames && { frames }),
      ...(dropped && { dropped }),
    };
    this.#answers.set(reply, answer);
    this.#settle(sent, answer);
  }

  #settle(sent: SentMessage, answer: LinkAnswer): void {
    this.#answers.set(sent, answer);
    this.#messages.notify({ kind: 'settled', sent, answer });
  }
}

function ofReply(reply: AnyReply): Pick<LinkAnswer, 'reply' | 'outcome'> {
  return { reply, outcome: reply.ok ? 'OK' : reply.error.code };
}
