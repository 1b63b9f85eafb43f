import { z } from 'zod';

/** What the Compose panel shows. */
export const Selection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('quick-start') }),
  z.object({ kind: z.literal('custom') }),
  z.object({ kind: z.literal('event'), direction: z.enum(['send', 'receive']), event: z.string() }),
]);
export type Selection = Readonly<z.infer<typeof Selection>>;
