import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { ROOT } from '../lib/root.ts';
import { sourceFiles } from '../lib/source-files.ts';
import type { TextFile } from './app-words.ts';

/** The rooms of apps/web-client/src, the highest first: one imports only from those behind it. */
export const ROOMS: readonly string[] = [
  'own',
  'app',
  'features',
  'components',
  'session',
  'recordings',
  'drafts',
  'clients',
  'traffic',
  'links',
  'contract',
  'lib',
  'texts',
];

const SOURCE = 'apps/web-client/src';
const IMPORT = /\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g;
/** Tests may import what they test against. */
const TEST = /\.(test|fixture|setup)\./;

/** The imports of the console that point up, or from one feature to another. One line each, with the file. */
export function upwardImports(files: readonly TextFile[]): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(IMPORT)].flatMap(([, specifier = '']) => {
      const problem = problemOf(path, join(dirname(path), specifier));
      return problem === undefined ? [] : [`${path}: ${specifier} ${problem}`];
    }),
  );
}

function problemOf(path: string, imported: string): string | undefined {
  const [[room, feature], [otherRoom, otherFeature]] = [placeOf(path), placeOf(imported)];
  // What starts the console stands above its rooms.
  if (feature === '') return undefined;
  if (room === otherRoom)
    return room === 'features' && feature !== otherFeature
      ? 'is of another feature: move what both need into a room below, such as traffic or components.'
      : undefined;
  const isDown = ROOMS.indexOf(otherRoom) > ROOMS.indexOf(room);
  return isDown
    ? undefined
    : `points up: ${room} imports only from the rooms behind it, ${ROOMS.join(' -> ')}.`;
}

/** The room of a file, and what it is in there. */
function placeOf(path: string): [room: string, part: string] {
  const [room = '', part = ''] = path.slice(`${SOURCE}/`.length).split('/');
  return [room, part];
}

/** The sources of the console. */
export function readConsoleFiles(): TextFile[] {
  return sourceFiles(SOURCE)
    .filter((path) => /\.tsx?$/.test(path) && !TEST.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}
