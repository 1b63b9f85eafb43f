import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateApp } from './generate-app.ts';

/** A generated app in a folder of its own, removed by `using`. */
export interface GeneratedApp extends Disposable {
  readonly folder: string;
}

/** Generates an app of so many events in 10 features, with a client that calls some of them. */
export function createGeneratedApp(events: number, calls = 200): GeneratedApp {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'switchboard-types-')));
  generateApp(folder, { events, features: 10, calls });
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
