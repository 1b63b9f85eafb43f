import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import session from 'express-session';
import { type Socket as Caller, io as connectTo } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import { serveNotes } from './notes-application.fixture.ts';

/** The application of the README, with a route that logs in. */
async function serve() {
  const sessions = session({ secret: 'of this test', resave: false, saveUninitialized: false });
  const app = express().use(sessions);
  app.get('/login', (request, response) => {
    Object.assign(request.session, { user: { id: 'ann' } });
    response.end();
  });
  const httpServer = createServer(app);
  const io = serveNotes(httpServer, sessions);
  onTestFinished(() => io.close());
  await once(httpServer.listen(0), 'listening');
  const url = `http://localhost:${(httpServer.address() as AddressInfo).port}`;
  const connect = (cookie = ''): Caller => {
    const caller = connectTo(url, { forceNew: true, extraHeaders: { cookie } });
    onTestFinished(() => void caller.disconnect());
    return caller;
  };
  return { url, connect };
}

it("adds an event to an application, beside the old one and with the application's cookie session", async () => {
  const { url, connect } = await serve();
  const { headers } = await fetch(`${url}/login`);
  const [old, ann] = [connect(), connect(headers.get('set-cookie')?.split(';')[0])];
  await new Promise<void>((resolve) => ann.once('connect', resolve));

  const heard = new Promise((resolve) => old.once('new note', resolve));
  expect(await ann.emitWithAck('note:add', { text: 'hello' })).toEqual({ ok: true, data: { by: 'ann' } });
  expect(await heard).toBe('hello');

  const heardToo = new Promise((resolve) => ann.once('new note', resolve));
  expect(await old.emitWithAck('new note', 'as ever')).toBe(true);
  expect(await heardToo).toBe('as ever');
  expect(await old.emitWithAck('note:add', { text: 'new' })).toEqual({
    ok: true,
    data: { by: 'a stranger' },
  });
});
