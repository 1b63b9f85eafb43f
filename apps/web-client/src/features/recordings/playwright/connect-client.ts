import { type ConnectionSettings, TRANSPORTS } from '../../../clients/connection-settings.ts';
import { contractById } from '../../../contract/contracts.ts';
import type { RecordedClient } from '../../../lib/recording.ts';
import { type PrintPlace, printText, printValue, type ReplacePart } from './print-value.ts';

/** Whether a client spoke no contract. */
export function isRawClient({ settings }: RecordedClient): boolean {
  return contractById(settings?.contract ?? '').isRaw;
}

/** The expression that makes a client of the test: its name, and what of its settings is not the default. */
export function printConnect(client: RecordedClient, place: PrintPlace, replace: ReplacePart): string {
  const { name, settings } = client;
  const connect = isRawClient(client) ? 'connectRaw' : 'connect';
  const target = settings ? printTarget(settings) : 'url';
  const options = settings ? optionsOf(settings) : {};
  const hasOptions = Object.keys(options).length > 0;
  if (!hasOptions && target === 'url') return `${connect}(${printText(name)})`;
  const start = `${connect}(${printText(name)}, ${target}`;
  if (!hasOptions) return `${start})`;
  return `${start}, ${printValue(options, { ...place, column: place.column + start.length }, replace)})`;
}

function printTarget({ url, namespace }: ConnectionSettings): string {
  if (url !== '') return printText(namespace === '/' ? url : `${url}${namespace}`);
  return namespace === '/' ? 'url' : `url + ${printText(namespace)}`;
}

function optionsOf({ path, query, transports, auth }: ConnectionSettings): Record<string, unknown> {
  return {
    ...(Object.keys(auth).length > 0 && { auth }),
    ...(path !== '/socket.io/' && { path }),
    ...(Object.keys(query).length > 0 && { query }),
    ...(transports.length < TRANSPORTS.length && { transports }),
  };
}
