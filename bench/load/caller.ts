import { type Address, Connection } from './connection.ts';
import { FLAVOURS, type Flavour, type FlavourName, type Incoming } from './flavour.ts';

/** What a caller hears while it runs. */
export interface Ear {
  readonly onReply?: (n: number, data: unknown) => void;
  readonly onEvent?: (event: string, payload: unknown) => void;
  readonly onLost: (reason: Error) => void;
}

/** One client: a connection that keeps its protocol alive, and can call. */
export class Caller {
  readonly #connection: Connection;
  readonly #flavour: Flavour;
  #ear: Ear | undefined;
  #lost: Error | undefined;

  private constructor(connection: Connection, flavour: Flavour) {
    this.#connection = connection;
    this.#flavour = flavour;
  }

  /** Resolves once calls may begin; rejects if the server does not let it in. */
  static async open(address: Address, name: FlavourName): Promise<Caller> {
    const flavour = FLAVOURS[name];
    const connection = await Connection.open(address, flavour.path);
    const caller = new Caller(connection, flavour);
    await new Promise<void>((resolve, reject) => {
      connection.listen({
        onText: (text) => caller.#take(flavour.read(text), resolve),
        onLost: (reason) => {
          caller.#lost = reason;
          caller.#ear?.onLost(reason);
          reject(reason);
        },
      });
      if (flavour.isReadyAtOnce) resolve();
    });
    return caller;
  }

  /** Who hears of replies, events and the loss of the connection from now on: at once, if it is lost already. */
  hear(ear: Ear | undefined): void {
    this.#ear = ear;
    if (this.#lost) ear?.onLost(this.#lost);
  }

  call(n: number, event: string, json: string): void {
    this.#connection.send(this.#flavour.call(n, event, json));
  }

  close(): Promise<void> {
    this.#ear = undefined;
    return this.#connection.close();
  }

  #take(incoming: Incoming, ready: () => void): void {
    switch (incoming.kind) {
      case 'reply':
        this.#ear?.onReply?.(incoming.n, incoming.data);
        break;
      case 'event':
        this.#ear?.onEvent?.(incoming.event, incoming.payload);
        break;
      case 'answer':
        this.#connection.send(incoming.text);
        break;
      case 'ready':
        ready();
        break;
      case 'refused':
        throw new Error(`The server let a client go: ${incoming.text.slice(0, 100)}`);
    }
  }
}
