import { watch } from 'node:fs';
import { extname, parse } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Logger } from 'pino';
import type { Feature, LoadFeature } from './load-feature.ts';

/** Imports features so that an edited file serves the next call. For development alone. */
export interface HotControllers {
  readonly load: LoadFeature;
  /** Stops watching. */
  close(): void;
}

/** Milliseconds after the last sign of an edit: editors truncate, write and rename. */
const QUIET = 50;
const ENDING = extname(import.meta.url);

type Handlers = Record<string, (...args: unknown[]) => unknown>;

/** Watches the folder of controllers. An edited file that cannot be loaded is logged in one line, and the version before it stays. */
export function createHotControllers(folder: URL, logger: Logger): HotControllers {
  const reloads = new Map<string, () => Promise<void>>();
  const timers = new Map<string, NodeJS.Timeout>();
  const versions = new Map<string, number>();

  const importNow = async <Module, C>({ name, load, make }: Feature<Module, C>): Promise<C> => {
    const version = versions.get(name);
    // Node imports an address once, so every version has its own.
    const url = new URL(`${name}${ENDING}?version=${version}`, folder);
    return make(version === undefined ? await load() : ((await import(url.href)) as Module));
  };

  const onEdit = async (name: string): Promise<void> => {
    versions.set(name, (versions.get(name) ?? 0) + 1);
    const reload = reloads.get(name);
    if (!reload) return;
    const file = `controllers/${name}${ENDING}`;
    try {
      await reload();
      logger.info({ file }, 'Controllers reloaded');
    } catch (error) {
      const reason = (error as Error).message.replaceAll(/\s+/g, ' ');
      logger.error({ file, reason }, 'Controllers could not be reloaded, so those before the edit stay');
    }
  };

  const watcher = watch(fileURLToPath(folder), { persistent: false }, (_kind, file) => {
    const { name, ext } = parse(file ?? '');
    if (ext !== ENDING || name.endsWith('.test')) return;
    clearTimeout(timers.get(name));
    timers.set(name, setTimeout(() => void onEdit(name), QUIET).unref());
  });

  const load = async <Module, C extends object>(feature: Feature<Module, C>): Promise<C> => {
    let current = (await importNow(feature)) as Handlers;
    const events = Object.keys(current);
    reloads.set(feature.name, async () => {
      const version = versions.get(feature.name);
      const edited = (await importNow(feature)) as Handlers;
      const missing = events.find((event) => typeof edited[event] !== 'function');
      if (missing) throw new TypeError(`"${missing}" has no controller any more.`);
      // A later edit may have been loaded sooner.
      if (versions.get(feature.name) === version) current = edited;
    });
    const latest = events.map((event) => [event, (...args: unknown[]) => current[event]?.(...args)]);
    return Object.fromEntries(latest) as C;
  };

  return { load, close: () => watcher.close() };
}
