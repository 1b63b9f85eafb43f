import { Button } from '@mantine/core';
import type { Schema } from '@switchboard/contract';
import { Dices } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Generated } from '../../lib/generate/generate-payload.ts';
import styles from './send-bar.module.css';

export interface GenerateButtonProps {
  readonly schema: Schema;
  /** The draft in its JSON form: the next payload is another one. */
  readonly current: unknown;
  readonly onGenerated: (generated: Generated) => void;
}

/** Makes a random payload that fits. The generator is loaded when it is first asked for. */
export function GenerateButton({ schema, current, onGenerated }: GenerateButtonProps): ReactElement {
  const [busy, setBusy] = useState(false);
  const generate = async (): Promise<void> => {
    setBusy(true);
    try {
      const { generatePayload } = await import('../../lib/generate/generate-payload.ts');
      onGenerated(generatePayload(schema, { unlike: current }));
    } catch (error) {
      const message = `the generator could not be loaded: ${error instanceof Error ? error.message : String(error)}`;
      onGenerated({ ok: false, issues: [{ path: [], message }] });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      variant="default"
      title="Fill the draft with a random payload that fits"
      leftSection={<Dices size={14} aria-hidden />}
      aria-busy={busy || undefined}
      onClick={() => void generate()}
    >
      <span className={styles.often}>Generate</span>
    </Button>
  );
}
