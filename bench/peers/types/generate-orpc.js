import { ERROR_DATA, feature, handle, INPUT, OUTPUT, payload, procedures } from './shape.js';

/** The files of an app with oRPC: a contract for every feature, its handlers, the router, and a client. */
export function orpcApp({ features, perFeature, callsPerFeature }) {
  const all = Array.from({ length: features }, (_, index) => index);
  const imports = (what, folder) =>
    all.map((f) => `import { ${feature(f)}${what} } from './${folder}/${feature(f)}.js';`).join('\n');
  return {
    ...Object.fromEntries(
      all.flatMap((f) => [
        [`src/contracts/${feature(f)}.ts`, featureContract(f, perFeature)],
        [`src/routers/${feature(f)}.ts`, featureRouter(f, perFeature)],
      ]),
    ),
    'src/contract.ts': `${imports('Contract', 'contracts')}

export const contract = {
${all.map((f) => `  ${feature(f)}: ${feature(f)}Contract,`).join('\n')}
};
`,
    'src/os.ts': `import { implement } from '@orpc/server';
import { contract } from './contract.js';

export const os = implement(contract);
`,
    'src/router.ts': `import { os } from './os.js';
${imports('Router', 'routers')}

export const router = os.router({
${all.map((f) => `  ${feature(f)}: ${feature(f)}Router,`).join('\n')}
});
`,
    'src/client.ts': client(all, callsPerFeature),
  };
}

function featureContract(f, perFeature) {
  const procedure = (name) => `  ${name}: oc
    .input(${INPUT})
    .output(${OUTPUT})
    .errors({ F${f}_REFUSED: { data: ${ERROR_DATA} } }),`;
  return `import { oc } from '@orpc/contract';
import { z } from 'zod4';

export const ${feature(f)}Contract = {
${procedures(perFeature).map(procedure).join('\n')}
};
`;
}

function featureRouter(f, perFeature) {
  const handler = (name) => `  ${name}: os.${feature(f)}.${name}.handler(({ input, errors }) => {
      ${handle(`throw errors.F${f}_REFUSED({ data: { reason: input.name } })`)}
  }),`;
  return `import { os } from '../os.js';

export const ${feature(f)}Router = {
${procedures(perFeature).map(handler).join('\n')}
};
`;
}

function client(all, callsPerFeature) {
  const call = (f, name) => `
export async function ${feature(f)}_${name}(): Promise<number | string> {
  const { error, data, isDefined } = await safe(client.${feature(f)}.${name}(${payload(f)}));
  if (isDefined) return error.code;
  if (error) throw error;
  return data.at;
}
`;
  return `import { createORPCClient, safe } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { contract } from './contract.js';

const client: ContractRouterClient<typeof contract> = createORPCClient(
  new RPCLink({ url: 'https://localhost:8443' }),
);
${all.flatMap((f) => procedures(callsPerFeature).map((name) => call(f, name))).join('')}`;
}
