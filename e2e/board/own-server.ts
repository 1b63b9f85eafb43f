import type { Server as HttpServer } from 'node:http';
import { defineContract, defineEvents } from '@switchboard/contract';
import { createCallCosts, createRouter, createSocketMsgRouter, measuringParser } from '@switchboard/router';
import { createHttpBridge } from '@switchboard/router/http';
import express, { type Express } from 'express';
import { Server } from 'socket.io';
import { z } from 'zod';

export const contract = defineContract({
  name: 'clock',
  version: '1.0.0',
  clientEventMap: defineEvents({
    'time:read': {
      summary: 'Read the time',
      response: z.strictObject({ now: z.iso.datetime() }),
      policy: { http: true },
    },
  }),
  serverEventMap: {},
});

const controllers = { 'time:read': () => ({ now: new Date().toISOString() }) };

const callerOf = (authorization: string | readonly string[] | undefined) => ({
  user: authorization === undefined ? undefined : { id: String(authorization) },
  scopes: [],
});

/** A Socket.IO server without the kit, which counts what calls move and answers over HTTP too. */
export function serveClock(httpServer: HttpServer, app: Express): Server {
  const io = new Server(httpServer, { parser: measuringParser });
  // #region costs
  const costs = createCallCosts({
    perCaller: { bytesPerSecond: 1_048_576, burst: 16 }, // 16 seconds' worth at once
    perAddress: { bytesPerSecond: 16_777_216, burst: 2 }, // counts where `context` gives an `address`
  });
  io.engine.on('connection', (connection) => {
    connection.on('packetCreate', ({ data = '' }) => costs.charge(data.length));
  });
  const router = createRouter(contract, { costs }).controllers(controllers);
  // #endregion
  createSocketMsgRouter(router).attach(io);
  // #region bridge
  const bridge = createHttpBridge(router, {
    context: (request) => callerOf(request.headers.authorization),
  });
  app.all('/events/:event', express.json(), bridge); // POST; others get 405
  // #endregion
  return io;
}
