import { z } from 'zod';
import { Selection } from '../../drafts/selection.ts';
import { isOrigin, PATH } from '../../links/address.ts';

/** What a link carries: where its maker was, and what they had written. */
export const ShareState = z.object({
  contract: z.object({ name: z.string(), version: z.string() }),
  /** Where their client connected to, without its auth, query and headers; links of older consoles have none. */
  target: z
    .object({
      url: z.string().refine(isOrigin),
      path: z.string().regex(PATH),
      namespace: z.string().regex(PATH),
      contract: z.string(),
    })
    .optional(),
  selection: Selection,
  /** By the name under which the console keeps them; one that is `null` was not written. */
  drafts: z.record(z.string(), z.string().nullable()),
  filter: z.unknown(),
  side: z.string(),
  widths: z.object({ events: z.number(), compose: z.number() }),
});
export type ShareState = z.infer<typeof ShareState>;
