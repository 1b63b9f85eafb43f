import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { portProblem, readPorts } from './ports.ts';

describe('readPorts', () => {
  it('has the defaults that the server and the console have', () => {
    expect(readPorts({})).toEqual({ server: 8443, console: 5173 });
    expect(readPorts({ SERVER_PORT: '', CONSOLE_PORT: '6000' })).toEqual({ server: 8443, console: 6000 });
  });

  it.each(['abc', '0', '-1', '65536', '80.5'])('refuses SERVER_PORT=%s in one line', (text) => {
    expect(() => readPorts({ SERVER_PORT: text })).toThrow(`SERVER_PORT=${text} is no port`);
  });
});

describe('portProblem', () => {
  it.each(['127.0.0.1', '0.0.0.0'])(
    'names a port that is taken on %s, and the variable to set',
    async (host) => {
      const server = createServer().listen(0, host);
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const free = port === 1 ? 2 : 1;
      expect(await portProblem({ server: port, console: free })).toMatch(`Port ${port} is in use`);
      expect(await portProblem({ server: free, console: port })).toMatch('set CONSOLE_PORT');
      server.close();
      await once(server, 'close');
      expect(await portProblem({ server: port, console: free })).toBeUndefined();
    },
  );

  it('refuses one port for both', async () => {
    expect(await portProblem({ server: 7, console: 7 })).toMatch('both 7');
  });
});
