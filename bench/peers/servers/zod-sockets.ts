import { Server } from 'socket.io';
import { z } from 'zod';
import { ActionsFactory, attachSockets, createSimpleConfig, InputValidationError } from 'zod-sockets';
import { extraEvents } from './environment.config.ts';
import { createServer } from './http-server.ts';
import { leaveServer } from './leave-server.ts';
import { accept, echo, nextOrderPlaced, send } from './order.ts';
import { reportPort } from './report-port.ts';

const order = z.object({
  id: z.string().min(1).max(64),
  customer: z.string().min(1).max(120),
  note: z.string().max(500).optional(),
  express: z.boolean(),
  lines: z
    .array(
      z.object({
        sku: z.string().min(1).max(40),
        count: z.number().int().min(1).max(999),
        price: z.number().min(0),
      }),
    )
    .min(1)
    .max(20),
});
const receipt = z.object({ id: z.string(), total: z.number(), accepted: z.boolean() });
const message = z.object({ room: z.string().min(1).max(64), text: z.string().min(1).max(200_000) });
const sent = z.object({ room: z.string(), length: z.number() });
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(json)]),
);
const echoed = z.object({ value: json });
const quiet = () => {};
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

const config = createSimpleConfig({
  startupLogo: false,
  emission: {
    'order:placed': { schema: z.tuple([receipt.extend({ at: z.number() })]) },
    exception: { schema: z.tuple([z.string()]) },
  },
  hooks: {
    onError: async ({ error, client }) => {
      if (error instanceof InputValidationError) await client?.emit('exception', error.message);
    },
  },
});
const factory = new ActionsFactory(config);

const placeActions = ['order:place', ...extraEvents].map((event) =>
  factory.build({
    event,
    input: z.tuple([order]),
    output: z.tuple([receipt]),
    handler: async ({ input: [placed] }) => [accept(placed)] as const,
  }),
);
const sendMessage = factory.build({
  event: 'message:send',
  input: z.tuple([message]),
  output: z.tuple([sent]),
  handler: async ({ input: [given] }) => [send(given)] as const,
});
const echoValue = factory.build({
  event: 'system:echo',
  input: z.tuple([echoed]),
  output: z.tuple([echoed]),
  handler: async ({ input: [given] }) => [{ value: echo(given).value as Json }] as const,
});
const startBurst = factory.build({
  event: 'burst:start',
  input: z.tuple([z.object({ count: z.number().int().min(1).max(1000) })]),
  output: z.tuple([z.object({ sent: z.number() })]),
  handler: async ({ input: [{ count }], all }) => {
    await Promise.all(Array.from({ length: count }, () => all.broadcast('order:placed', nextOrderPlaced())));
    return [{ sent: count }] as const;
  },
});

const target = createServer();
const io = new Server();
leaveServer(io);
await attachSockets({
  io,
  config,
  logger,
  actions: [...placeActions, sendMessage, echoValue, startBurst],
  target,
});
target.listen(0, () => reportPort(target));
