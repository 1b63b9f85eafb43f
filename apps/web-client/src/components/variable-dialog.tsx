import { Button, TextInput } from '@mantine/core';
import { REDACTED } from '@switchboard/contract';
import { type ReactElement, useState } from 'react';
import { preview } from '../lib/preview.ts';
import { nameProblem } from '../lib/template.ts';
import type { VariableSource } from '../lib/variable-at.ts';
import { setVariable, useVariables } from '../lib/variables.ts';
import { Dialog } from './dialog.tsx';
import styles from './variable-dialog.module.css';

export interface VariableDialogProps extends VariableSource {
  readonly onClose: () => void;
}

/** Asks for the name of a value that was pointed at, and keeps it as a variable. Its last key is the first suggestion. */
export function VariableDialog({ path, value, secret, onClose }: VariableDialogProps): ReactElement {
  const [name, setName] = useState(() => suggestName(path));
  const variables = useVariables();
  const problem = nameProblem(name);
  const replaces = Object.hasOwn(variables, name);
  const save = (): void => {
    setVariable(name, value, { secret });
    onClose();
  };
  return (
    <Dialog opened onClose={onClose} title="Use as variable">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (!problem) save();
        }}
      >
        <code className={styles.value}>{secret ? `${REDACTED} (secret)` : preview(value)}</code>
        <TextInput
          label="Name"
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={name}
          error={problem}
          description={replaces ? 'There is a variable of this name: it gets this value.' : undefined}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <p className={styles.hint}>
          Write <code>{`{{${problem ? 'name' : name}}}`}</code> in any text of a draft to use it.
        </p>
        <Button type="submit" disabled={problem !== undefined}>
          {replaces ? 'Replace' : 'Save'}
        </Button>
      </form>
    </Dialog>
  );
}

function suggestName(path: VariableSource['path']): string {
  const key = path.findLast((part) => typeof part === 'string');
  const name = String(key ?? 'value').replace(/[^\p{L}\p{N}_.-]/gu, '_');
  return nameProblem(name) ? 'value' : name;
}
