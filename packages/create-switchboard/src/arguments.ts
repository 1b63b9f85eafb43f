import { parseArgs } from 'node:util';
import { CreateError } from './create-error.ts';

export const PACKAGE_MANAGERS = ['npm', 'pnpm'] as const;
export type PackageManager = (typeof PACKAGE_MANAGERS)[number];

/** What the command line says. What it leaves out is asked, or has its default. */
export interface Arguments {
  readonly help: boolean;
  readonly version: boolean;
  /** Whether nothing is asked. */
  readonly yes: boolean;
  readonly folder: string | undefined;
  readonly react: boolean | undefined;
  readonly install: boolean | undefined;
  readonly packageManager: PackageManager | undefined;
  /** A folder with the packed packages of Switchboard. */
  readonly packages: string | undefined;
}

export const HELP = `Usage: npm create switchboard@latest [folder] -- [options]

Makes a project with a typed contract over Socket.IO: server, client, test and Dockerfile.
Without a terminal, or with --yes, it asks nothing.

  --react, --no-react              with a React page, or the server alone (default: with)
  --install, --no-install          whether to install the packages of the project (default: install)
  --package-manager npm|pnpm       what installs them (default: the one that runs this command)
  --packages FOLDER                take the packages of Switchboard from archives in FOLDER, not from the registry
  -y, --yes                        ask nothing; the folder is then my-app unless it is given
  -h, --help                       print this text
  -v, --version                    print the version

Examples:
  npm create switchboard@latest my-app
  npm create switchboard@latest my-app -- --yes --no-react
`;

/** Reads the command line. Throws a CreateError for what does not fit. */
export function parseArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args);
  const { 'package-manager': packageManager, packages, react, install } = values;
  const [folder, ...others] = positionals;
  if (others.length > 0)
    throw new CreateError(`Give one folder, not ${positionals.length}: ${positionals.join(', ')}.`);
  if (packageManager !== undefined && !isPackageManager(packageManager))
    throw new CreateError(
      `--package-manager is npm or pnpm, not "${packageManager}": for another one use --no-install, and install with it.`,
    );
  return {
    help: values.help === true,
    version: values.version === true,
    yes: values.yes === true,
    ...{ folder, react, install, packageManager, packages },
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      allowNegative: true,
      options: {
        react: { type: 'boolean' },
        install: { type: 'boolean' },
        'package-manager': { type: 'string' },
        packages: { type: 'string' },
        yes: { type: 'boolean', short: 'y' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    const [, option] = /'(.*?)'/.exec(message) ?? [];
    const problem =
      code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `There is no option ${option}`
        : message.split(/\.?(\n|\. |$)/)[0];
    throw new CreateError(`${problem}: --help lists all options.`, { cause });
  }
}

export function isPackageManager(name: string): name is PackageManager {
  return PACKAGE_MANAGERS.some((known) => known === name);
}
