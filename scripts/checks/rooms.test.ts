import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lib/root.ts';
import { ROOMS, readConsoleFiles, upwardImports } from './rooms.ts';

const SOURCE = 'apps/web-client/src';
const problemsOf = (path: string, text: string): string[] =>
  upwardImports([{ path: `${SOURCE}/${path}`, text }]);

describe('upwardImports', () => {
  it('names the file, what it imports, and the way down', () => {
    expect(problemsOf('lib/a.ts', "import { b } from '../traffic/b.ts';\n")).toEqual([
      `${SOURCE}/lib/a.ts: ../traffic/b.ts points up: lib imports only from the rooms behind it, ${ROOMS.join(' -> ')}.`,
    ]);
  });

  it.each([
    ['a type', "import type { B } from '../components/b.tsx';"],
    ['what is given on', "export { b } from '../features/saved/b.ts';"],
    ['a part that is loaded later', "const part = () => import('../app/b.tsx');"],
    ['a file for its effect', "import '../start.tsx';"],
    ['a list over several lines', "import {\n  a,\n  b,\n} from '../clients/b.ts';"],
    ['a room that is not known', "import { b } from '../helpers/b.ts';"],
  ])('finds %s', (_what, text) => {
    expect(problemsOf('traffic/a.ts', text)).toEqual([expect.stringContaining('points up')]);
  });

  it('finds what one feature takes from another', () => {
    expect(problemsOf('features/sequence/a.ts', "import { b } from '../timeline/b.ts';")).toEqual([
      expect.stringContaining('is of another feature'),
    ]);
  });

  it.each([
    ['traffic/a.ts', "import { b } from '../lib/b.ts';"],
    ['traffic/a.ts', "import { b } from './b.ts';"],
    ['features/timeline/detail/a.ts', "import { b } from '../../timeline/b.ts';"],
    ['main.tsx', "import { b } from './own/b.ts';\nimport { start } from './start.tsx';"],
    ['lib/a.ts', "import { b } from '@switchboard/contract';"],
  ])('lets %s have %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });
});

describe('the rooms', () => {
  it('are all folders of the console', () => {
    const folders = readdirSync(join(ROOT, SOURCE), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    expect(folders.map(({ name }) => name)).toEqual([...ROOMS].sort());
  });

  it('stand in docs/architecture.md in their order', () => {
    expect(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')).toContain(ROOMS.join(' -> '));
  });

  it('are read whole', () => {
    const paths = readConsoleFiles().map(({ path }) => path);
    const some = ['main.tsx', 'lib/bytes.ts', 'features/timeline/detail/detail.tsx'];
    expect(paths).toEqual(expect.arrayContaining(some.map((path) => `${SOURCE}/${path}`)));
    expect(paths.filter((path) => path.includes('.test.'))).toEqual([]);
  });
});
