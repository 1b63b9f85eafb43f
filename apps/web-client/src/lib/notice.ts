import { create } from 'zustand';

/** What just happened, in a sentence, and how to take it back where that is possible. */
export interface Notice {
  readonly text: string;
  readonly undo?: () => void;
}

/** The latest notice; `undefined` once it was read or taken back. */
export const useNotice = create<{ readonly notice: Notice | undefined }>()(() => ({ notice: undefined }));

/** Shows a notice in the place of the one before it, or none. */
export function tell(notice: Notice | undefined): void {
  useNotice.setState({ notice });
}
