import { retryingLazy } from '../components/retrying-lazy.tsx';

/** Parts of the shell that are fetched when someone asks for them. */
export const LazyPalette = retryingLazy(
  'The command palette',
  async () => (await import('../features/palette/palette.tsx')).Palette,
);

export const LazyShareDialog = retryingLazy(
  'The link',
  async () => (await import('../features/share/share-dialog.tsx')).ShareDialog,
);
