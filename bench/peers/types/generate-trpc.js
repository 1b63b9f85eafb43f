import { feature, handle, INPUT, OUTPUT, payload, procedures } from './shape.js';

/** The files of an app with tRPC: a router for every feature, with its handlers, and a client. */
export function trpcApp({ features, perFeature, callsPerFeature }) {
  const all = Array.from({ length: features }, (_, index) => index);
  return {
    'src/trpc.ts': `import { initTRPC } from '@trpc/server';

const t = initTRPC.create();
export const router = t.router;
export const publicProcedure = t.procedure;
`,
    ...Object.fromEntries(all.map((f) => [`src/routers/${feature(f)}.ts`, featureRouter(f, perFeature)])),
    'src/router.ts': `${all.map((f) => `import { ${feature(f)}Router } from './routers/${feature(f)}.js';`).join('\n')}
import { router } from './trpc.js';

export const appRouter = router({
${all.map((f) => `  ${feature(f)}: ${feature(f)}Router,`).join('\n')}
});
export type AppRouter = typeof appRouter;
`,
    'src/client.ts': client(all, callsPerFeature),
  };
}

function featureRouter(f, perFeature) {
  const procedure = (name) => `  ${name}: publicProcedure
    .input(${INPUT})
    .output(${OUTPUT})
    .mutation(({ input }) => {
      ${handle(`throw new TRPCError({ code: 'CONFLICT', message: input.name })`)}
    }),`;
  return `import { TRPCError } from '@trpc/server';
import { z } from 'zod4';
import { publicProcedure, router } from '../trpc.js';

export const ${feature(f)}Router = router({
${procedures(perFeature).map(procedure).join('\n')}
});
`;
}

function client(all, callsPerFeature) {
  const call = (f, name) => `
export async function ${feature(f)}_${name}(): Promise<number | string> {
  try {
    const data = await client.${feature(f)}.${name}.mutate(${payload(f)});
    return data.at;
  } catch (error) {
    if (isClientError(error)) return error.data?.code ?? error.message;
    throw error;
  }
}
`;
  return `import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import type { AppRouter } from './router.js';

const client = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: 'https://localhost:8443' })] });

function isClientError(error: unknown): error is TRPCClientError<AppRouter> {
  return error instanceof TRPCClientError;
}
${all.flatMap((f) => procedures(callsPerFeature).map((name) => call(f, name))).join('')}`;
}
