import { tell } from './notice.ts';

/** Copies a text and says so, or says that the browser does not allow it. */
export async function copyText(text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell({ text: `Copied ${what}.` });
  } catch {
    tell({ text: `The browser does not let this page copy ${what}.` });
  }
}
