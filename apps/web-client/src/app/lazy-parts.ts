import { retryingLazy } from '../components/retrying-lazy.tsx';

/** Parts of the shell that are no part of the first load. What a key opens never is one: the key must work at once. */
export const LazyShareDialog = retryingLazy(
  'The link',
  async () => (await import('../features/share/share-dialog.tsx')).ShareDialog,
);

export const LazySavedSection = retryingLazy(
  'Saved',
  async () => (await import('../features/saved/saved-section.tsx')).SavedSection,
);
