import { expect, it } from 'vitest';
import { installProblem } from './install.ts';

it.each([
  'npm error code E404\nnpm error 404 Not Found - GET https://registry.example/@switchboard%2fclient - Not found',
  '  help: @switchboard/client is not in the npm registry, or you have no\n        permission to fetch it.',
  '  help: @switchboard/node-server is not in\n        the npm registry, or you have no permission to fetch it.',
])('says where our packages come from while no registry has them: %s', (output) => {
  expect(installProblem('npm', output)).toBe(
    'npm does not find the packages of Switchboard in its registry: pack them in a clone with `pnpm pack:all`, and use --packages FOLDER.',
  );
});

it.each([
  'npm error code ECONNRESET\nnpm error network request to http://127.0.0.1:40404/@switchboard%2fclient failed',
  'npm error code ERESOLVE\nnpm error Found: express@undefined\nnpm error peer express@"^5.0.0" from @switchboard/node-server',
  '[ERR_PNPM_META_FETCH_FAIL] GET https://registry.example/express: getaddrinfo EAI_AGAIN registry.example',
])('says that there is no network: %s', (output) => {
  expect(installProblem('pnpm', output)).toBe(
    'pnpm cannot reach its registry: check the network and try again, or use --no-install.',
  );
});

it('repeats the first line of any other error', () => {
  const output = 'npm error code EBADENGINE\nnpm error engine Unsupported engine\nnpm error more';
  expect(installProblem('npm', output)).toBe(
    'npm could not install the packages (engine Unsupported engine): use --no-install, and install by hand to see more.',
  );
});
