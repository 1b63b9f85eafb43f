import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface AppSize {
  /** Spread evenly over the features. */
  readonly events: number;
  readonly features: number;
  /** How many of the events a client calls. */
  readonly calls: number;
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What the generated app imports, and where it is. */
const PACKAGES = {
  '@switchboard/client': 'packages/client',
  '@switchboard/contract': 'packages/contract',
  '@switchboard/router': 'packages/router',
  zod: 'packages/events/node_modules/zod',
};

/** The settings of a new project, as `tsc --init` would have them; the peers' apps have them too. */
const TSCONFIG = readFileSync(new URL('new-project.json', import.meta.url), 'utf8');

/**
 * Writes an app of that size into an empty folder: a contract in features, a controller for every event, and a client
 * that calls some of them and reads both sides of the replies. It imports the built packages, as a user's app would.
 */
export function generateApp(folder: string, { events, features, calls }: AppSize): void {
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const [name, path] of Object.entries(PACKAGES)) {
    const link = join(folder, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, path), link, 'junction');
  }
  write('package.json', JSON.stringify({ name: 'generated', private: true, type: 'module' }));
  write('tsconfig.json', TSCONFIG);
  const all = Array.from({ length: features }, (_, feature) => feature);
  const names = all.map((feature) =>
    Array.from(
      { length: Math.floor(events / features) + (feature < events % features ? 1 : 0) },
      (_, event) => `f${feature}:do${event}`,
    ),
  );
  for (const feature of all) {
    write(`src/events/f${feature}.ts`, featureEvents(feature, names[feature] ?? []));
    write(`src/controllers/f${feature}.ts`, featureControllers(feature, names[feature] ?? []));
  }
  write('src/contract.ts', contract(all));
  write('src/server.ts', server(all));
  write('src/client.ts', client(spread(names, calls)));
}

/** As many names as wanted, of every feature about the same number. */
function spread(names: readonly (readonly string[])[], wanted: number): string[] {
  const each = Math.ceil(wanted / names.length);
  return names.flatMap((feature) => feature.slice(0, each)).slice(0, wanted);
}

function featureEvents(feature: number, names: readonly string[]): string {
  const spec = (name: string): string => `  '${name}': {
    summary: 'Does ${name}',
    payload: z.object({
      id: z.string().min(1).max(64),
      name: z.string(),
      count: z.number().int(),
      tags: z.array(z.string()).max(8),
      kind: z.enum(['a', 'b', 'c']),
    }),
    response: z.object({ id: z.string(), done: z.boolean(), at: z.number() }),
    errors: { F${feature}_REFUSED: z.object({ reason: z.string() }) },
    policy: { rate: '100/s', deadline: 5_000 },
  },`;
  return `import { defineEvents } from '@switchboard/contract';
import { z } from 'zod';

export const f${feature}Events = defineEvents({
${names.map(spec).join('\n')}
});
`;
}

function featureControllers(feature: number, names: readonly string[]): string {
  const controller = (name: string): string => `  '${name}': ({ message }, { fail }) => {
    if (message.kind === 'c') return fail('F${feature}_REFUSED', { reason: message.name });
    return { id: message.id, done: message.tags.length > 0, at: message.count };
  },`;
  return `import type { EventControllerMap, RouterContext } from '@switchboard/router';
import type { f${feature}Events } from '../events/f${feature}.js';

export const f${feature}Controllers: EventControllerMap<typeof f${feature}Events, RouterContext> = {
${names.map(controller).join('\n')}
};
`;
}

function contract(features: readonly number[]): string {
  const imports = features.map((f) => `import { f${f}Events } from './events/f${f}.js';`);
  return `import { defineContract } from '@switchboard/contract';
${imports.join('\n')}

export const clientEventMap = { ${features.map((f) => `...f${f}Events`).join(', ')} };

export const contract = defineContract({
  name: 'generated',
  version: '1.0.0',
  clientEventMap,
  serverEventMap: {},
});
`;
}

function server(features: readonly number[]): string {
  const imports = features.map((f) => `import { f${f}Controllers } from './controllers/f${f}.js';`);
  return `import { createRouter, type EventControllerMap, type RouterContext } from '@switchboard/router';
import { type clientEventMap, contract } from './contract.js';
${imports.join('\n')}

const eventControllerMap: EventControllerMap<typeof clientEventMap, RouterContext> = {
${features.map((f) => `  ...f${f}Controllers,`).join('\n')}
};

export const router = createRouter(contract).controllers(eventControllerMap);
`;
}

function client(names: readonly string[]): string {
  const call = (name: string, index: number): string => `
export async function call${index}(): Promise<number | string> {
  const payload = { id: 'x', name: 'y', count: ${index}, tags: ['z'], kind: 'a' } as const;
  const reply = await client.call('${name}', { ...payload, tags: [...payload.tags] });
  return reply.ok ? reply.data.at : reply.error.code;
}
`;
  return `import { createClient } from '@switchboard/client';
import { contract } from './contract.js';

const client = createClient(contract, 'https://localhost:8443');
${names.map(call).join('')}`;
}
