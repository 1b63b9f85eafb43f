import { lazy } from 'react';

/** Loaded when somebody exports: it brings a checkbox that nothing else of the first screen has. */
export const LazyExportDialog = lazy(async () => ({
  default: (await import('./export-dialog.tsx')).ExportDialog,
}));
