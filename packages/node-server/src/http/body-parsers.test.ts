import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { expect, it, onTestFinished } from 'vitest';
import { startApp, type TestApp } from '../app.fixture.ts';
import { pour } from '../door/raw-client.fixture.ts';

const MIB = 1_048_576;
const PER_SECOND = { maxReceivedBytesPerSecondPerAddress: MIB };

function begin({ port }: TestApp, header: string, type = 'application/json'): TLSSocket {
  const socket = connect({ port, rejectUnauthorized: false }).on('error', () => undefined);
  onTestFinished(() => void socket.destroy());
  const path = '/events/value:return';
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: ${type}\r\n${header}\r\n\r\n`);
  return socket.resume();
}

it.each(['application/json', 'application/x-www-form-urlencoded'])(
  'a body that announces too much is refused before it is read: %s',
  async (type) => {
    await using app = await startApp(PER_SECOND);
    const socket = begin(app, 'Content-Length: 99999999999', type);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toContain('413');
    expect(await pour(socket, Buffer.alloc(65_536), 1_000)).toBeLessThan(16 * MIB);
  },
);

it('one without a length that goes on is read as fast as its address may send', async () => {
  await using app = await startApp(PER_SECOND);
  const socket = begin(app, 'Transfer-Encoding: chunked');
  const piece = Buffer.from(`10000\r\n${'x'.repeat(65_536)}\r\n`);
  expect(await pour(socket, piece, 1_500)).toBeLessThan(16 * MIB);
});
