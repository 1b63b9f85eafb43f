import { useEffect } from 'react';
import { useOpenings } from '../features/share/openings-store.ts';
import { tell } from '../lib/notice.ts';
import { SHELL } from '../texts/shell.ts';
import { openShared } from './share-console.ts';

/** Opens the link by which someone came, at the start or later in the same tab. */
export function useSharedLink(): void {
  useEffect(() => {
    void openFragment();
    const onChange = (): void => void openFragment();
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
}

async function openFragment(): Promise<void> {
  const fragment = location.hash;
  if (fragment.length < 2) return;
  // Opened once: a reload must not undo what is written from here on.
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const { decodeShare } = await import('../features/share/share-link.ts');
    const link = await decodeShare(fragment);
    if (link.ok) useOpenings.getState().add(openShared(link.state));
    else tell({ text: link.reason, tone: 'bad' });
  } catch {
    history.replaceState(null, '', fragment);
    tell({
      text: SHELL.brokenLink,
      tone: 'bad',
    });
  }
}
