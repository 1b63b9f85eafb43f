import { runWorker as run, type WorkerPlace } from '@switchboard/node-server/processes';
import { createApp } from './app.ts';
import type { Config } from './config.ts';

/** The serving process: on its own, or one of the workers of a primary. */
export function runWorker(config: Config, place: WorkerPlace): Promise<void> {
  return run(config, createApp, place);
}
