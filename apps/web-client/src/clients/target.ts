import { z } from 'zod';
import {
  type ConsoleContract,
  contractById,
  defaultContract,
  knownContracts,
} from '../contract/contracts.ts';
import { sharedStore } from '../lib/storage.ts';
import { readAddress } from '../links/address.ts';
import {
  type ConnectionSettings,
  DEFAULT_SETTINGS,
  isSameLogin,
  readSettings,
} from '../links/connection-settings.ts';
import { CLIENTS } from '../texts/clients.ts';
import { readPageTarget } from './page-target.ts';
import type { SavedClient } from './saved-clients.ts';

/** A server to connect to, under a name. Clients have settings of their own, which are copied from a target. */
export interface Target {
  readonly id: string;
  readonly name: string;
  readonly settings: ConnectionSettings;
}

interface TargetState {
  /** Those that were kept, oldest first. */
  readonly targets: readonly Target[];
  /** Keeps it in the place of one of the same name. Returns the undo where there was one. */
  keep(name: string, settings: ConnectionSettings): (() => void) | undefined;
  /** Returns its undo. */
  remove(id: string): () => void;
}

const StoredTargets = z
  .array(z.object({ id: z.string(), name: z.string().min(1), settings: z.unknown().transform(readSettings) }))
  .catch([]);

/** Those of all tabs. */
export const useTargets = sharedStore<TargetState>(
  'switchboard.targets',
  (set, get) => ({
    targets: [],
    keep: (name, settings) => {
      const replaced = get().targets.find((one) => one.name === name);
      const put = (next: ConnectionSettings): void =>
        set(({ targets }) => ({
          targets: targets.map((one) => (one.name === name ? { ...one, settings: next } : one)),
        }));
      if (!replaced) set(({ targets }) => ({ targets: [...targets, { id: name, name, settings }] }));
      else put(settings);
      return replaced && (() => put(replaced.settings));
    },
    remove: (id) => {
      const index = get().targets.findIndex((one) => one.id === id);
      const removed = get().targets.slice(index, index + 1);
      set(({ targets }) => ({ targets: targets.filter((one) => !removed.includes(one)) }));
      return () =>
        set(({ targets }) =>
          targets.some((one) => one.id === id) ? {} : { targets: targets.toSpliced(index, 0, ...removed) },
        );
    },
  }),
  ({ targets }) => ({ targets: StoredTargets.parse(targets) }),
);

/** One target for each contract that the console knows, on the server that the page was made for. */
export function builtInTargets(): readonly Target[] {
  return knownContracts().map((contract) => ({
    id: `page ${contract.id}`,
    name: contract.isRaw ? CLIENTS.thisServerRaw : CLIENTS.thisServerWith(contract.name),
    settings: settingsFor(contract),
  }));
}

/** The clients of a page that names none and keeps none. */
export function firstClients(): readonly SavedClient[] {
  const name = readPageTarget()?.name;
  const text = typeof name === 'string' && name !== '' ? name : CLIENTS.firstClient;
  return [{ name: text, hue: 0, settings: settingsFor(defaultContract()) }];
}

function settingsFor({ id, isRaw, namespace }: ConsoleContract): ConnectionSettings {
  const page = isRaw ? readPageTarget() : undefined;
  if (!page) return readSettings({ namespace, contract: id });
  const address = readAddress(String(page.url ?? ''));
  const url = 'value' in address ? address.value.url : '';
  return readSettings({ path: '/socket.io/', ...page, url, contract: id });
}

/** How the server of the page is called. */
const PAGE_HOST = globalThis.location?.host || CLIENTS.thisServer;

/** What of the settings names the server and what is spoken there; none of it is secret. */
export type SharedTarget = Pick<ConnectionSettings, 'url' | 'namespace' | 'path' | 'contract'>;

export function sharedTargetOf({ url, namespace, path, contract }: ConnectionSettings): SharedTarget {
  return { url, namespace, path, contract: contractById(contract).id };
}

/** Whether both lead to the same namespace of a server, with the same contract, in whatever words. */
export function isSameTarget(one: SharedTarget, other: SharedTarget): boolean {
  return isSameLogin(one, other) && one.namespace === other.namespace;
}

/** Where settings lead to, in short. Two texts do not say whether that is the same server. */
export function describeTarget({ url, namespace, path, contract }: SharedTarget): string {
  const { isRaw, name } = contractById(contract);
  const elsewhere = path === DEFAULT_SETTINGS.path ? '' : CLIENTS.pathOf(path);
  return `${url || PAGE_HOST}${namespace === '/' ? '' : namespace}${elsewhere}, ${isRaw ? CLIENTS.raw : name}`;
}
