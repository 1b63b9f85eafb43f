import { create } from 'zustand';
import type { NamedClients } from '../../lib/named-clients.ts';
import { type Person, runSampleTraffic } from './sample-traffic.ts';

export type Sample =
  | { readonly status: 'idle' }
  | { readonly status: 'running'; readonly text: string }
  | { readonly status: 'done' | 'failed'; readonly text: string };

interface SampleState {
  readonly sample: Sample;
  /** Does nothing while it runs. With a single client, a second one is added. */
  start(clients: NamedClients): Promise<void>;
  /** What was sent stays sent; nothing more is. */
  stop(): void;
  /** Says no more of the last run. */
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
        clients.getSnapshot().flatMap(({ client, ...entry }) => (client ? [{ ...entry, client }] : []));
      const [first] = people();
      if (first && people().length < 2) clients.add('Bob', first.id);
      const onStep = (text: string): void => set({ sample: { status: 'running', text } });
      onStep('Starting');
      try {
        const text = await runSampleTraffic(people().slice(0, 2), { signal, onStep });
        set({ sample: { status: 'done', text } });
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        const stopped = 'Stopped: what was sent stays sent.';
        set({ sample: { status: 'failed', text: signal.aborted ? stopped : text } });
      }
    },
    stop: () => running.abort(),
    forget: () => set({ sample: { status: 'idle' } }),
  };
});
