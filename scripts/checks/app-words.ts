import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';
import { sourceFiles } from '../lib/source-files.ts';

/** A file: its path from the root, and its text. */
export interface TextFile {
  readonly path: string;
  readonly text: string;
}

const ADVICE = 'only packages/events has them; use a neutral one, such as task:run or note:add.';

/**
 * The words of the chat in these files: names of its events, and "chat" itself, also in the names of files. One line each, with
 * the place.
 */
export function appWords(files: readonly TextFile[], events: readonly string[]): string[] {
  const whole = events.map((name) => String.raw`(?<![\w:-])${name}(?![\w:-])`);
  const word = new RegExp([...whole, '[Cc]hat', 'CHAT'].join('|'), 'g');
  const wordsIn = (text: string): string[] => [...text.matchAll(word)].map(([found]) => found);
  return files.flatMap(({ path, text }) => {
    const places = [
      ...wordsIn(path).map((found) => ({ place: path, found })),
      ...text
        .split('\n')
        .flatMap((line, index) => wordsIn(line).map((found) => ({ place: `${path}:${index + 1}`, found }))),
    ];
    return places.map(({ place, found }) => `${place}: "${found}" is a word of the chat: ${ADVICE}`);
  });
}

/** The names of the events that packages/events defines, as its sources have them. */
export function readEventNames(): string[] {
  const sources = sourceFiles('packages/events/src').filter((path) => !path.includes('.test'));
  const names = sources.flatMap((path) => [
    ...readFileSync(join(ROOT, path), 'utf8').matchAll(/'([a-z][\w-]*:[a-z][\w-]*)':/g),
  ]);
  return [...new Set(names.map(([, name = '']) => name))].sort();
}

/** Sources, tests, texts and settings of every package but packages/events, and of the examples. */
export function readPackageFiles(): TextFile[] {
  return sourceFiles('packages', 'examples')
    .filter((path) => !path.startsWith('packages/events/'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}
