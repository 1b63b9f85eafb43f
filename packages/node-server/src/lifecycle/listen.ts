import { once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { StartError } from './start-error.ts';

/** Starts to listen; 0 takes a free port. Resolves to the port; rejects with a StartError that says which variable to set. */
export async function listen(server: Server, port: number, variable = 'SERVER_PORT'): Promise<number> {
  server.listen(port);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    throw toStartError(error, port, variable);
  });
  return (server.address() as AddressInfo).port;
}

function toStartError(error: NodeJS.ErrnoException, port: number, variable: string): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(`Port ${port} is in use: stop the other process or set ${variable}.`, {
      cause: error,
    });
  }
  if (error.code === 'EACCES') {
    return new StartError(`Port ${port} needs more rights: set ${variable} to 1024 or more.`, {
      cause: error,
    });
  }
  return error;
}
