import { create } from 'zustand';
import type { NamedClients } from '../../clients/named-clients.ts';
import { OWN, ownClientOf } from '../contracts.ts';
import { type Person, runSampleTraffic } from './sample-traffic.ts';

export type Sample =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly text: string }
  | { readonly status: 'done' | 'failed'; readonly text: string };

interface SampleState {
  readonly sample: Sample;
  /** Does nothing while it runs. It takes the first two clients with this contract; if there is one, it adds another. */
  start(clients: NamedClients): Promise<void>;
  /** Sends nothing more. */
  stop(): void;
  /** Hides the result of the last run. */
  forget(): void;
}

/** The run of the sample traffic. */
export const useSample = create<SampleState>()((set, get) => {
  let running = new AbortController();
  return {
    sample: { status: 'idle' },
    start: async (clients) => {
      if (get().sample.status === 'running') return;
      running = new AbortController();
      const { signal } = running;
      const people = (): Person[] =>
        clients.getSnapshot().flatMap((entry) => {
          const client = ownClientOf(entry);
          return client ? [{ ...entry, client }] : [];
        });
      const [first] = people();
      if (first && people().length < 2) clients.add('Bob', first.id);
      const onStep = (text: string): void => set({ sample: { status: 'running', text } });
      onStep('Starting');
      try {
        if (!first) throw new Error(`No client uses the contract ${OWN.name}: add one for this server.`);
        const text = await runSampleTraffic(people().slice(0, 2), { signal, onStep });
        set({ sample: { status: 'done', text } });
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        const stopped = 'Stopped. Messages that were sent stay sent.';
        set({ sample: { status: 'failed', text: signal.aborted ? stopped : text } });
      }
    },
    stop: () => running.abort(),
    forget: () => set({ sample: { status: 'idle' } }),
  };
});
