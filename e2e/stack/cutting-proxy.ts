import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { createRandom } from './random.ts';

/** A link to a server on this machine that breaks again and again. */
export interface CuttingProxy {
  readonly port: number;
  /** How many connections it has cut, in each direction. */
  readonly cuts: { toServer: number; toClient: number };
  close(): Promise<void>;
}

/** The longest and the shortest that a connection lives, in bytes of the direction in which it will be cut. */
const SHORTEST = 1_000;
const LONGEST = 16_000;

/**
 * Passes TCP on to `targetPort`. Each connection is cut after a number of bytes in one direction, both drawn from the
 * seed: in the middle of whatever is then on its way, at times during the handshake.
 */
export async function startCuttingProxy(targetPort: number, seed: number): Promise<CuttingProxy> {
  const random = createRandom(seed);
  const cuts = { toServer: 0, toClient: 0 };
  const open = new Set<Socket>();

  const server = createServer((client) => {
    const target = connect(targetPort, 'localhost');
    const ends = [client, target] as const;
    const cut = (): void => {
      for (const end of ends) end.destroy();
    };
    for (const end of ends) {
      open.add(end);
      end.on('error', cut).on('close', () => {
        open.delete(end);
        cut();
      });
    }
    const direction = random() < 0.5 ? 'toServer' : 'toClient';
    let left = SHORTEST + Math.floor(random() * (LONGEST - SHORTEST));
    const [limited, free] = direction === 'toServer' ? [client, target] : [target, client];
    free.pipe(limited);
    limited.on('data', (chunk: Buffer) => {
      const part = chunk.subarray(0, left);
      left -= part.length;
      if (left > 0) return void free.write(part);
      cuts[direction] += 1;
      free.write(part, cut);
      limited.pause();
    });
  });

  server.listen(0, 'localhost');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cuts,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
