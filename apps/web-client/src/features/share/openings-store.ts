import { useEffect, useEffectEvent } from 'react';
import { z } from 'zod';
import { notify } from '../../lib/notice.ts';
import { storedStore } from '../../lib/storage.ts';
import { SHARE } from '../../texts/share.ts';
import { ShareState } from './share-state.ts';

/** A link that was opened. */
const Opening = z.object({
  text: z.string(),
  /** The console as it was before the link. */
  before: ShareState,
  /** Where it was made for, if the client that was picked is somewhere else. */
  elsewhere: ShareState.shape.target,
});
export type Opening = z.infer<typeof Opening>;

interface Openings {
  /** Newest last; each until it is taken back or its notice closes. */
  readonly openings: readonly Opening[];
  add(opening: Opening): void;
  remove(opening: Opening): void;
}

const MAX_OPENINGS = 20;

const StoredOpenings = z.array(Opening).catch([]);

/** Survives a reload of its tab: a draft that a link replaced is not lost by it. */
export const useOpenings = storedStore<Openings>(
  'switchboard.openings',
  (set) => ({
    openings: [],
    add: (opening) => set(({ openings }) => ({ openings: [...openings, opening].slice(-MAX_OPENINGS) })),
    remove: (opening) => set(({ openings }) => ({ openings: openings.filter((one) => one !== opening) })),
  }),
  ({ openings }) => ({ openings: StoredOpenings.parse(openings) }),
  () => sessionStorage,
);

/** Says what the newest link has changed, after a reload too; takes it back, or connects to the server of the link. */
export function useOpeningNotice(
  onUndo: (before: ShareState) => void,
  onConnect: (elsewhere: NonNullable<Opening['elsewhere']>) => void,
): void {
  const { openings, remove } = useOpenings();
  const last = openings.at(-1);
  const undo = useEffectEvent(onUndo);
  const connect = useEffectEvent(onConnect);
  useEffect(() => {
    if (!last) return;
    const say = (): void => {
      // A notice closes itself. In a tab in the background nobody would see it.
      if (document.visibilityState === 'hidden') return;
      document.removeEventListener('visibilitychange', say);
      const { text, before, elsewhere } = last;
      notify({
        id: 'opened-link',
        text,
        undo: () => undo(before),
        ...(elsewhere && { action: { text: SHARE.connectThere, run: () => connect(elsewhere) } }),
        onClose: () => remove(last),
      });
    };
    document.addEventListener('visibilitychange', say);
    say();
    return () => document.removeEventListener('visibilitychange', say);
  }, [last, remove]);
}
