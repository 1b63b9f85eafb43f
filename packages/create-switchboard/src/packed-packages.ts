import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CreateError } from './create-error.ts';

/** The packages of Switchboard that a project has, with those that they need. */
const PACKAGES = ['contract', 'router', 'client', 'node-server', 'ws-engine'];

/** Where the archive of each package is, by the package's name. */
export type PackedPackages = ReadonlyMap<string, string>;

/** Finds the archives that `pnpm pack:all` made. Throws a CreateError unless there is one of each. */
export function findPackedPackages(folder: string): PackedPackages {
  const files = read(folder);
  return new Map(
    PACKAGES.map((name) => {
      const pattern = new RegExp(`^switchboard-${name}-\\d.*\\.tgz$`);
      const [file, another] = files.filter((found) => pattern.test(found));
      if (!file)
        throw new CreateError(
          `${resolve(folder)} has no switchboard-${name}-*.tgz: run \`pnpm pack:all\` in a clone of Switchboard, and name its folder "packed".`,
        );
      if (another)
        throw new CreateError(`${resolve(folder)} has ${file} and ${another}: keep one of them there.`);
      return [`@switchboard/${name}`, join(folder, file)];
    }),
  );
}

function read(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    throw new CreateError(`--packages names ${resolve(folder)}, which is no folder that can be read.`, {
      cause,
    });
  }
}
