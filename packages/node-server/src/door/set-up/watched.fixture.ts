import { startApp, type TestApp } from '../../app.fixture.ts';
import type { ServerConfig } from '../../config/server-config.ts';
import { recordingLogger } from '../../tls/deployed.fixture.ts';

const HINT = 'What stands in front does not fit';

/** A server, and what it logs of its set-up. */
export interface Watched extends AsyncDisposable {
  readonly app: TestApp;
  /** The reasons that were logged so far, in order. */
  readonly reasons: () => unknown[];
  /** The sentence that is logged, once it is. */
  readonly why: () => Promise<unknown>;
}

export async function watched(changed: Partial<ServerConfig> = {}): Promise<Watched> {
  const { logger, lines, logged } = recordingLogger();
  const app = await startApp(changed, logger);
  return {
    app,
    reasons: () => lines.filter(({ msg }) => msg === HINT).map(({ reason }) => reason),
    why: async () => (await logged(HINT)).why,
    [Symbol.asyncDispose]: () => app[Symbol.asyncDispose](),
  };
}
