import { Pace } from '../pace.ts';
import type { ClientManager } from './client-socket.ts';

/** A packet of Engine.IO: a text, or the bytes of this runtime. */
interface EnginePacket {
  readonly data?: { readonly length?: number; readonly byteLength?: number };
}

const paces = new WeakMap<ClientManager, Pace>();

/**
 * The pace of a manager. Its sockets share one connection, of which the server counts every packet: those of all clients and of
 * the application, and answers too. What a server announced to one client holds for those that are created later.
 */
export function paceOf(manager: ClientManager): Pace {
  const known = paces.get(manager);
  if (known) return known;
  const pace = new Pace();
  paces.set(manager, pace);
  const count = ({ data }: EnginePacket): void => pace.spend(data?.length ?? data?.byteLength ?? 0);
  const watch = (): void => {
    pace.restart();
    manager.engine.on('packetCreate', count);
  };
  manager.on('open', watch);
  if ((manager.engine as typeof manager.engine | undefined)?.readyState === 'open') watch();
  return pace;
}
