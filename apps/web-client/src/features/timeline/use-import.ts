import { useState } from 'react';
import type { Recording } from '../../lib/exchange/recording.ts';
import { importRecording } from './import-recording.ts';

export interface Import {
  /** Why the last file was refused. */
  readonly problem: string | undefined;
  readonly importFile: (file: File) => Promise<void>;
  readonly dismiss: () => void;
}

/** Imports recordings, and keeps why one was refused until someone read it. */
export function useImport(onLoaded: (recording: Recording) => void): Import {
  const [problem, setProblem] = useState<string>();
  const importFile = async (file: File): Promise<void> => {
    try {
      const recording = await importRecording(file);
      setProblem(undefined);
      onLoaded(recording);
    } catch (error) {
      setProblem(`${file.name} was not imported. ${(error as Error).message}`);
    }
  };
  return { problem, importFile, dismiss: () => setProblem(undefined) };
}
