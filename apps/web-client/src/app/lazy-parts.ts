import { retryingLazy } from '../components/retrying-lazy.tsx';

/** Parts of the shell that are no part of the first load. */
export const LazyPalette = retryingLazy(
  'The command palette',
  async () => (await import('../features/palette/palette.tsx')).Palette,
);

export const LazyShareDialog = retryingLazy(
  'The link',
  async () => (await import('../features/share/share-dialog.tsx')).ShareDialog,
);

export const LazySavedSection = retryingLazy(
  'Saved',
  async () => (await import('../features/saved/saved-section.tsx')).SavedSection,
);

export const LazySaveSentButton = retryingLazy(
  'Save',
  async () => (await import('../features/saved/save-button.tsx')).SaveSentButton,
);

export const LazySaveButton = retryingLazy(
  'Save',
  async () => (await import('../features/saved/save-button.tsx')).SaveButton,
);
