/** What the generated file uses already, or TypeScript keeps for itself. */
const TAKEN = `
  await break case catch class const continue debugger default delete do else enum export extends false finally for
  function if import in instanceof new null return super switch this throw true try typeof var void while with yield
  let static implements interface package private protected public arguments eval async of undefined NaN Infinity
  Buffer Error JSON Math Object Promise String URL process globalThis
  test expect createClient contract io url open connect connectRaw unique text part
`;

/** Makes names that may stand in the generated file, each once. */
export class Identifiers {
  readonly #taken = new Set(TAKEN.split(/\s+/));

  /** Out of words in any script: `Alice of the console` becomes `aliceOfTheConsole`. */
  take(words: string, otherwise: string): string {
    const parts = words.match(/[A-Z]?[a-z0-9]+|[A-Z0-9]+/g) ?? [];
    const [first = '', ...rest] = parts.slice(0, 5);
    const joined = first.toLowerCase() + rest.map(capitalise).join('');
    const name = /^[a-z]/.test(joined) ? joined : otherwise;
    return this.#unique(name);
  }

  #unique(name: string): string {
    let unique = name;
    for (let number = 2; this.#taken.has(unique); number += 1) unique = `${name}${number}`;
    this.#taken.add(unique);
    return unique;
  }
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();
}
