import { isLeave, readAnswer, renumberCall } from './call-frame.ts';
import type { Frame } from './frame.ts';
import type { Link, OpenLink } from './link.ts';
import type { Step } from './step.ts';
import type { Offence, Tally } from './tally.ts';

/** Milliseconds that an answer may take: longer than every deadline of the contract. */
const PATIENCE = 20_000;
/** Ids of our own calls; frames of the corpus use small ones. */
const FIRST_ID = 1_000_000;
const TOKEN = /"token":"([^"]+)"/;
const SENTINEL = '421["system:time"]';

export interface SessionOptions {
  readonly tally: Tally;
  /** Of the script that is played. */
  readonly seed: number;
  readonly token?: string | undefined;
}

/** One joined connection that keeps account of its calls. */
export class Session {
  readonly #tally: Tally;
  readonly #seed: number;
  readonly #pending = new Set<number>();
  readonly #answered = new Set<number>();
  readonly #sent: Frame[] = [];
  #link: Link | undefined;
  #nextId = FIRST_ID;
  #joined = false;
  #isRefused = false;
  #token: string | undefined;
  #closed = false;
  #mayClose = false;
  #wake: () => void = () => {};

  private constructor(tally: Tally, seed: number) {
    this.#tally = tally;
    this.#seed = seed;
  }

  /** Opens a connection and joins the default namespace, with the identity of a token if there is one. */
  static async open(open: OpenLink, serverUrl: string, options: SessionOptions): Promise<Session> {
    const { tally, seed, token } = options;
    const session = new Session(tally, seed);
    tally.connections += 1;
    session.#link = await open(serverUrl, {
      onText: (text) => session.#hear(text),
      onClosed: () => {
        session.#closed = true;
        session.#wake();
      },
    });
    session.#link.send([token === undefined ? '40' : `40${JSON.stringify({ token })}`]);
    await session.#until(() => session.#joined);
    if (session.#joined) tally.sent.set(seed, session.#sent);
    return session;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** Whether the token was void, given up by `session:logout`: the connection is a stranger's. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** What restores the identity that a login on this connection gave. */
  get token(): string | undefined {
    return this.#token;
  }

  close(): void {
    this.#link?.close();
  }

  /** Sends the steps at once, and waits until every call is answered or the server hung up; `false` if it waited in vain. */
  async play(steps: readonly Step[]): Promise<boolean> {
    this.#mayClose = steps.some(({ mayClose }) => mayClose);
    for (const step of steps) this.#write(step.frames);
    const before = this.#pending.size;
    // A connection that was not closed serves on, whatever was sent before.
    const [sentinel] = this.#write([SENTINEL]);
    const settled = await this.#until(() => this.#pending.size === 0);
    if (this.#closed) this.#settleClosed();
    else if (!settled) {
      const deaf = sentinel !== undefined && this.#pending.size === before + 1;
      this.#offend(deaf ? 'deaf' : 'unanswered', `${this.#pending.size} calls had no answer`);
      this.close();
      return false;
    }
    return true;
  }

  #settleClosed(): void {
    if (this.#mayClose) this.#tally.lost += this.#pending.size;
    else this.#offend('hung up', 'the server closed the connection of calls that all were well-formed');
  }

  #write(frames: readonly Frame[]): number[] {
    const ids: number[] = [];
    const ready = frames.map((frame) => {
      const numbered = renumberCall(frame, this.#nextId);
      if (!numbered) return frame;
      ids.push(this.#nextId);
      this.#nextId += 1;
      return numbered;
    });
    for (const frame of ready) {
      if (!isLeave(frame)) continue;
      this.#tally.lost += this.#pending.size;
      this.#pending.clear();
    }
    for (const id of ids) this.#pending.add(id);
    this.#tally.calls += ids.length;
    this.#tally.frames += ready.length;
    this.#sent.push(...ready);
    this.#link?.send(ready);
    return ids;
  }

  #hear(text: string): void {
    if (text.startsWith('40')) {
      this.#joined = true;
      this.#wake();
      return;
    }
    if (text.startsWith('44{') && !this.#joined) {
      this.#isRefused = true;
      this.#link?.send(['40']);
    }
    const answer = readAnswer(text);
    if (!answer) return;
    this.#token ??= TOKEN.exec(text)?.[1];
    const { id, code } = answer;
    this.#tally.answered(code);
    if (code === 'INTERNAL_SERVER_ERROR') this.#offend('server error', `the answer to ${id} was ${code}`);
    if (this.#pending.delete(id)) this.#answered.add(id);
    else if (this.#answered.has(id) && !this.#isForged(id))
      this.#offend('answered twice', `${id} had a second answer: ${code}`);
    this.#wake();
  }

  /** Whether a hostile frame happened to carry the id of a call of ours. */
  #isForged(id: number): boolean {
    const digits = String(id);
    return this.#sent.filter((frame) => JSON.stringify(frame).includes(digits)).length > 1;
  }

  #offend(kind: Offence['kind'], what: string): void {
    this.#tally.offend({ kind, what, seed: this.#seed }, this.#sent);
  }

  /** Resolves to whether it is so, once it is, or the connection closed, or patience ended. */
  #until(isSo: () => boolean): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), PATIENCE);
      this.#wake = () => {
        if (!isSo() && !this.#closed) return;
        clearTimeout(timer);
        resolve(isSo());
      };
      this.#wake();
    });
  }
}
