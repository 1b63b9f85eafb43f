import { isPackageManager, type PackageManager } from './arguments.ts';

/** The package manager that runs this process, if we know it; npm otherwise. */
export function callingPackageManager(env: NodeJS.ProcessEnv = process.env): PackageManager {
  const [name = ''] = (env.npm_config_user_agent ?? '').split('/');
  return isPackageManager(name) ? name : 'npm';
}
