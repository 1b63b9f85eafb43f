// Whether the server of this environment lives: for the Dockerfile.
import { isAlive } from '@switchboard/node-server/lifecycle';
import { loadConfig } from './config.ts';

process.exitCode = (await isAlive(loadConfig())) ? 0 : 1;
