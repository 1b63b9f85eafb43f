import { existsSync, mkdirSync, readdirSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CreateError } from './create-error.ts';

/** Of the name of a package. */
const LONGEST = 214;
/** A folder that has nothing but this is empty: nothing in it is touched. */
const GIT = '.git';
const RESERVED = ['node_modules', 'favicon.ico'];

/** A folder for the project, there and empty. */
export interface ProjectFolder {
  readonly path: string;
  /** The name of the project. */
  readonly name: string;
  /** Puts everything back as it was. */
  remove(): void;
}

/** Why nothing can be made in this folder, in one sentence; `undefined` where it can. */
export function folderProblem(folder: string): string | undefined {
  const path = resolve(folder);
  const name = basename(path);
  if (/(^|[\\/])\.{0,2}$/.test(folder.replace(/[\\/]+$/, '')))
    return `Give the new folder a name, such as my-app: "${folder}" is none.`;
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name))
    return `"${name}" is no name of a package: use small letters, digits, "-", "_" and ".", such as ${proposalFor(name)}.`;
  const [character] = /[#?%]/.exec(path) ?? [];
  if (character)
    return `${path} has a "${character}", which Vite cannot have in a path: choose another folder.`;
  if (name.length > LONGEST) return `The name is longer than ${LONGEST} characters: choose a shorter one.`;
  if (RESERVED.includes(name)) return `No package may be named ${name}: choose another name.`;
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && !found.isDirectory()) return `${path} is a file: choose another name.`;
    if (found && readdirSync(path).some((entry) => entry !== GIT))
      return `${path} is not empty: choose another name, or empty it first.`;
    return undefined;
  } catch (error) {
    return notWritable(path, error).message;
  }
}

/** A name of a package that is like this one. */
function proposalFor(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .toLowerCase()
      .match(/[a-z0-9._]+/g) ?? [];
  return (
    words
      .join('-')
      .replace(/^[._-]+/, '')
      .slice(0, LONGEST) || 'my-app'
  );
}

/** Makes the folder, with those above it. Throws a CreateError where it cannot. */
export function claimFolder(folder: string): ProjectFolder {
  const problem = folderProblem(folder);
  if (problem) throw new CreateError(problem);
  const named = resolve(folder);
  // Where it is a link, what it leads to.
  const path = existsSync(named) ? realpathSync(named) : named;
  const made: string[] = [];
  const remove = (): void => {
    // What was ended may still be writing.
    const options = { recursive: true, force: true, maxRetries: 5 };
    for (const entry of existsSync(path) ? readdirSync(path) : [])
      if (entry !== GIT) rmSync(join(path, entry), options);
    for (const folder of made) rmdirSync(folder);
  };
  try {
    makeFolders(path, made);
  } catch (cause) {
    remove();
    throw notWritable(path, cause);
  }
  return { path, name: basename(named), remove };
}

/** `mkdir` of Node never returns for some folders, such as those of /proc, where it is to make those above as well. */
function makeFolders(path: string, made: string[]): void {
  if (existsSync(path)) return;
  makeFolders(dirname(path), made);
  mkdirSync(path);
  made.unshift(path);
}

/** What the file system says, as one sentence. */
export function notWritable(path: string, cause: unknown): CreateError {
  if (cause instanceof CreateError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  return new CreateError(`Nothing can be written to ${path} (${code ?? message}): choose another folder.`, {
    cause,
  });
}
