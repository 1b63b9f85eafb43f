import { defaultContract, RAW } from '../contract/contracts.ts';
import { isObject } from '../lib/at-path.ts';
import { mapParts } from '../lib/json-parts.ts';
import { asHttp, wholePath } from '../links/connection-settings.ts';
import { OffsetGuess } from '../links/offset.ts';
import type { Entry, Place } from '../traffic/entry.ts';
import type { RecordedClient, Recording } from './recording.ts';

type Told = Pick<Recording, 'clients' | 'entries'>;

/**
 * What a recording of version 2 tells, as one of version 3 does. Nothing there says which events have the offset of a recovery,
 * so the arguments of those without a contract tell; `{ "$integer": … }` is data there; and a server may be at `ws:`.
 */
export function fromVersion2({ clients, entries }: Told): Told {
  const guesses = new Map(clients.map(({ id }) => [id, new OffsetGuess()]));
  const contracts = new Map(clients.map(({ id, settings }) => [id, settings?.contract]));
  const isRaw = ({ place, clientId }: Entry): boolean => {
    const id = place?.contract ?? contracts.get(clientId);
    return (id || defaultContract().id) === RAW.id;
  };
  const read = entries.map((entry): Entry => {
    const { place, ...escaped } = escapeIntegers(entry) as Entry;
    const current = { ...escaped, ...(place && { place: normalPlace(place) }) } as Entry;
    if (current.kind !== 'event' || current.wantsAnswer || !isRaw(current)) return current;
    return guesses.get(current.clientId)?.endsWithOffset(current) ? { ...current, hasOffset: true } : current;
  });
  return { clients: clients.map(withEscapedAuth), entries: read };
}

function normalPlace({ contract, url, path }: Place): Place {
  return { contract, url: asHttp(url), path: wholePath(path) };
}

function withEscapedAuth(client: RecordedClient): RecordedClient {
  const { settings } = client;
  if (!settings) return client;
  const { auth } = settings;
  return { ...client, settings: { ...settings, auth: escapeIntegers(auth) as typeof auth } };
}

function escapeIntegers(value: unknown): unknown {
  return mapParts(value, ({ value: part }) => {
    if (!isObject(part)) return undefined;
    const [key = '', ...others] = Object.keys(part);
    if (others.length > 0 || !/^\$+integer$/.test(key)) return undefined;
    return { value: { [`$${key}`]: escapeIntegers(part[key]) } };
  });
}
