import type { Contract, EventMap, EventName, PayloadInput, ServerEventMap } from '@switchboard/contract';
import { type BroadcastTarget, createPublisher, type Publisher } from '../publish/publisher.ts';

/** Something that was published, and to whom: to everyone if `to` is empty. */
export type CapturedEmit<M extends ServerEventMap> = {
  [E in EventName<M>]: {
    readonly event: E;
    /** `null` for an event without one. */
    readonly payload: PayloadInput<M[E]>;
    readonly to: readonly string[];
    readonly except: readonly string[];
  };
}[EventName<M>];

export interface Captured<M extends ServerEventMap> {
  /** Checks as any publisher does; `collect` finds nobody to ask. */
  readonly publish: Publisher<M>;
  /** In the order in which they were sent. */
  readonly emits: CapturedEmit<M>[];
}

/** A publisher that keeps what is sent instead of sending it. */
export function captureEmits<C extends EventMap, M extends ServerEventMap>(
  contract: Contract<C, M>,
): Captured<M> {
  const emits: object[] = [];
  const narrowed = (to: readonly string[], except: readonly string[]): BroadcastTarget => ({
    to: (room) => narrowed([...to, ...[room].flat()], except),
    except: (room) => narrowed(to, [...except, ...[room].flat()]),
    emit: (event, payload = null) => emits.push({ event, payload, to, except }),
    fetchSockets: () => Promise.resolve([]),
    local: { fetchSockets: () => Promise.resolve([]) },
  });
  return { publish: createPublisher(contract, narrowed([], [])), emits: emits as CapturedEmit<M>[] };
}
