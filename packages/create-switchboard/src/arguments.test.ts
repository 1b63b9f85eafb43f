import { describe, expect, it } from 'vitest';
import { parseArguments } from './arguments.ts';
import { callingPackageManager } from './user-agent-config.ts';

describe('parseArguments', () => {
  it('leaves open what is not given', () => {
    expect(parseArguments([])).toEqual({ help: false, version: false, yes: false });
  });

  it('reads the folder and every option, each of them either way', () => {
    const rest = ['--package-manager', 'pnpm', '--packages=packed', '-y'];
    expect(parseArguments(['my-app', '--react', '--no-install', ...rest])).toMatchObject({
      ...{
        folder: 'my-app',
        react: true,
        install: false,
        packageManager: 'pnpm',
        packages: 'packed',
        yes: true,
      },
    });
    expect(parseArguments(['--no-react', '--install'])).toMatchObject({ react: false, install: true });
    expect(parseArguments(['-h'])).toMatchObject({ help: true });
    expect(parseArguments(['-v'])).toMatchObject({ version: true });
  });

  it.each([
    [['--reakt'], 'There is no option --reakt: --help lists all options.'],
    [['-x'], 'There is no option -x: --help lists all options.'],
    [['--no-packages'], 'There is no option --no-packages: --help lists all options.'],
    [['--react=yes'], "Option '--react' does not take an argument: --help lists all options."],
    [['--packages'], "Option '--packages <value>' argument missing: --help lists all options."],
    [['one', 'two'], 'Give one folder, not 2: one, two.'],
    [
      ['--package-manager', 'yarn'],
      '--package-manager is npm or pnpm, not "yarn": for another one use --no-install, and install with it.',
    ],
  ])('refuses %j in one sentence', (args, message) => {
    expect(() => parseArguments(args)).toThrow(expect.objectContaining({ name: 'CreateError', message }));
  });
});

it.each([
  ['npm/11.19.1 node/v20.20.2 linux x64', 'npm'],
  ['pnpm/12.21.0 npm/? node/v20.20.2 linux x64', 'pnpm'],
  ['yarn/1.22.22 npm/? node/v20.20.2 linux x64', 'npm'],
  [undefined, 'npm'],
])('installs with the package manager that runs it, where it is one that we know: %s', (agent, manager) => {
  expect(callingPackageManager({ npm_config_user_agent: agent })).toBe(manager);
});
