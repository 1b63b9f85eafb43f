import { toJsonBytes } from './bytes-text.ts';

/** Reads literals of JavaScript, JSON among them, out of a text, without running any of it. */
export class LiteralReader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at = 0) {
    this.#text = text;
    this.#at = at;
  }

  /** The value at this place, in its JSON form. Throws a SyntaxError that says what is no literal, and where. */
  read(): unknown {
    const next = this.#peek();
    if (next === '{') return this.#object();
    if (next === '[') return this.#array();
    if (next === '"' || next === "'" || next === '`') return this.#string(next);
    const number = this.#match(/[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?/iy);
    if (number !== undefined) return Number(number.replaceAll('_', ''));
    return this.#word();
  }

  /** Whether `token` comes next; skips it if so. */
  take(token: string): boolean {
    if (this.#peek(token.length) !== token) return false;
    this.#at += token.length;
    return true;
  }

  #word(): unknown {
    const start = this.#at;
    const word = this.#match(/[\w$.]+/y);
    if (word === 'true') return true;
    if (word === 'false') return false;
    if (word === 'null') return null;
    if (word === 'undefined') return undefined;
    if (word === 'new' && this.#peek(10) === 'Uint8Array') {
      this.#at += 10;
      return this.#bytesOf(this.#arguments());
    }
    if (word === 'Uint8Array.of') return this.#bytesOf([this.#arguments()]);
    if (word === 'Uint8Array.from') return this.#bytesFrom();
    this.#at = start;
    return this.#fail('This is no literal value');
  }

  #bytesFrom(): unknown {
    this.#expect('(');
    if (!this.take('atob')) {
      const numbers = this.read();
      this.#expect(')');
      return this.#bytesOf([numbers]);
    }
    const [base64] = this.#arguments();
    // How each character becomes a byte: there is one way only.
    if (
      this.take(',') &&
      this.#match(/\(?\w+\)?\s*=>\s*\w+\.(?:charCodeAt|codePointAt)\(0\)/y) === undefined
    ) {
      return this.#fail('This is no way from base64 to bytes');
    }
    this.#expect(')');
    return { $bytes: base64 };
  }

  #bytesOf([numbers = []]: readonly unknown[]): unknown {
    if (!Array.isArray(numbers)) return this.#fail('These are no bytes');
    return toJsonBytes(Uint8Array.from(numbers as number[]));
  }

  #arguments(): unknown[] {
    this.#expect('(');
    return this.#list(')', () => this.read());
  }

  #array(): unknown[] {
    this.#expect('[');
    return this.#list(']', () => this.read());
  }

  #object(): unknown {
    this.#expect('{');
    const entries = this.#list('}', () => {
      const key = this.#key();
      this.#expect(':');
      return [key, this.read()] as const;
    });
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  }

  #list<Item>(close: string, readItem: () => Item): Item[] {
    const items: Item[] = [];
    while (!this.take(close)) {
      items.push(readItem());
      if (this.take(',')) continue;
      this.#expect(close);
      break;
    }
    return items;
  }

  #key(): string {
    if (this.take('[')) {
      const key = this.read();
      this.#expect(']');
      return String(key);
    }
    const next = this.#peek();
    if (next === '"' || next === "'") return this.#string(next);
    return this.#match(/[\p{L}\p{N}_$]+/uy) ?? this.#fail('A key of an object must stand here');
  }

  #string(quote: string): string {
    this.#at += 1;
    let text = '';
    for (;;) {
      const character = this.#text[this.#at++];
      if (character === undefined) return this.#fail('A text has no end');
      if (character === quote) return text;
      if (character === '\n' && quote !== '`') return this.#fail('A text ends with its line');
      if (quote === '`' && character === '$' && this.#text[this.#at] === '{') {
        return this.#fail('A text holds code');
      }
      text += character === '\\' ? this.#escape() : character;
    }
  }

  #escape(): string {
    const character = this.#text[this.#at++] ?? '';
    if (character === '\n') return '';
    const digits = { x: /[0-9a-f]{2}/iy, u: /[0-9a-f]{4}|\{[0-9a-f]{1,6}\}/iy }[character];
    if (!digits)
      return { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', 0: '\0' }[character] ?? character;
    digits.lastIndex = this.#at;
    const code = digits.exec(this.#text)?.[0];
    if (code === undefined) return this.#fail('This is no escape');
    this.#at += code.length;
    return String.fromCodePoint(Number.parseInt(code.replace(/[{}]/g, ''), 16));
  }

  /** What comes next behind white space and comments. */
  #peek(length = 1): string {
    const blank = /(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/y;
    blank.lastIndex = this.#at;
    this.#at += blank.exec(this.#text)?.[0].length ?? 0;
    return this.#text.slice(this.#at, this.#at + length);
  }

  #match(pattern: RegExp): string | undefined {
    this.#peek();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  #expect(token: string): void {
    if (!this.take(token)) this.#fail(`"${token}" must stand here`);
  }

  #fail(problem: string): never {
    const before = this.#text.slice(0, this.#at).split('\n');
    const near = this.#text.slice(this.#at, this.#at + 20).split('\n')[0];
    throw new SyntaxError(`${problem}, in line ${before.length}: ${near === '' ? 'the end' : near}`);
  }
}
