import { WithoutNetwork } from './without-network.ts';

// Preloaded into every server under measure, which knows nothing of it: answers the bench's questions about the process.

interface Question {
  readonly ask?: string;
  readonly event?: string;
  readonly payload?: object;
  readonly calls?: number;
}

let withoutNetwork: Promise<WithoutNetwork> | undefined;

process.on('message', (question: Question) => {
  answer(question).then(
    (reply) => reply && process.send?.(reply),
    (error: Error) => process.send?.({ error: error.message }),
  );
});

process.once('disconnect', () => process.exit());

/** The processor's time is asked for without a collection, which would be counted in it. */
async function answer({ ask, event = '', payload = {}, calls = 0 }: Question): Promise<object | undefined> {
  switch (ask) {
    case 'cpu': {
      const { user, system } = process.cpuUsage();
      return { cpu: user + system };
    }
    case 'tidy':
      globalThis.gc?.({ type: 'minor' });
      return {};
    case 'heap':
      // The second one takes what the finalizers of the first let go.
      globalThis.gc?.();
      await new Promise(setImmediate);
      globalThis.gc?.();
      return { heap: process.memoryUsage().heapUsed };
    case 'call':
      withoutNetwork ??= WithoutNetwork.connect();
      return (await withoutNetwork).call(event, payload, calls);
    default:
      return undefined;
  }
}
