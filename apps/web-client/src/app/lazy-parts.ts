import { lazyDialog, lazyPart } from '../components/lazy-part.tsx';

/** Parts of the shell that are no part of the first load. What a key opens never is one: the key must work at once. */
export const LazyShareDialog = lazyDialog(
  'The link',
  async () => (await import('../features/share/share-dialog.tsx')).ShareDialog,
);

export const LazySavedSection = lazyPart(
  'Saved',
  async () => (await import('../features/saved/saved-section.tsx')).SavedSection,
);
