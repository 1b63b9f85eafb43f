import type { ReactElement } from 'react';
import { useOpeningNotice } from './openings-store.ts';
import type { ShareState } from './share-state.ts';

/** Says what a link has changed, and takes it back. */
export function OpeningNotice({ onUndo }: { onUndo: (before: ShareState) => void }): ReactElement {
  useOpeningNotice(onUndo);
  return <div />;
}
