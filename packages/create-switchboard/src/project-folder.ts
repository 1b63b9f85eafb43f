import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { CreateError } from './create-error.ts';

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
  if (/(^|[\\/])\.{0,2}[\\/]*$/.test(folder))
    return `Give the new folder a name, such as my-app: "${folder}" is none.`;
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name))
    return `"${name}" is no name of a package: use small letters, digits, "-", "_" and ".", such as my-app.`;
  if (name.length > 214) return 'The name is longer than the 214 characters that a package may have.';
  if (name === 'node_modules' || name === 'favicon.ico')
    return `No package may be named ${name}: choose another name.`;
  const found = statSync(path, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) return `${path} is a file: choose another name.`;
  if (found && readdirSync(path).length > 0)
    return `${path} is not empty: choose another name, or empty it first.`;
  return undefined;
}

/** Makes the folder, with those above it. Throws a CreateError where it cannot. */
export function claimFolder(folder: string): ProjectFolder {
  const path = resolve(folder);
  let made: string | undefined;
  try {
    const problem = folderProblem(folder);
    if (problem) throw new CreateError(problem);
    made = mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw notWritable(path, cause);
  }
  const remove = (): void => {
    // npm may still be writing when it is ended.
    const options = { recursive: true, force: true, maxRetries: 5 };
    if (made) rmSync(made, options);
    else for (const entry of readdirSync(path)) rmSync(join(path, entry), options);
  };
  return { path, name: basename(path), remove };
}

/** What the file system says, as one sentence. */
export function notWritable(path: string, cause: unknown): CreateError {
  if (cause instanceof CreateError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  return new CreateError(`Nothing can be written to ${path} (${code ?? message}): choose another folder.`, {
    cause,
  });
}
