import { REDACTED } from '@switchboard/contract';
import type { ReactElement } from 'react';
import { nameProblem, setVariable, useVariables, type VariableSource } from '../drafts/variables.ts';
import { preview } from '../lib/preview.ts';
import { printJson } from '../lib/print-json.ts';
import { inexactProblem, readJson } from '../lib/read-json.ts';
import { PARTS } from '../texts/shell.ts';
import { NameDialog } from './name-dialog.tsx';
import ui from './ui.module.css';

export interface VariableDialogProps extends VariableSource {
  /** Whose it is: the one that gave the value. */
  readonly server: string;
  readonly onClose: () => void;
}

/** Asks for the name of a value and keeps it as a variable. Its last key is the first suggestion. */
export function VariableDialog({ server, path, value, secret, onClose }: VariableDialogProps): ReactElement {
  const variables = useVariables(server);
  const read = readJson(printJson(value) ?? 'null');
  const [inexact] = read.ok ? read.inexact : [];
  const isTaken = (name: string): boolean => Object.hasOwn(variables, name);
  return (
    <NameDialog
      title={PARTS.useAsVariable}
      action={(name) => (isTaken(name) ? PARTS.replace : PARTS.save)}
      name={suggestName(path)}
      maxLength={64}
      check={(name) => (inexact ? inexactProblem(inexact) : nameProblem(name))}
      description={(name) =>
        isTaken(name) ? PARTS.variableTaken : PARTS.variableHelp(nameProblem(name) ? 'name' : name)
      }
      onClose={onClose}
      onName={(name) => setVariable(server, name, { value, secret })}
    >
      <code className={ui.code}>{secret ? PARTS.secret(REDACTED) : preview(value)}</code>
    </NameDialog>
  );
}

function suggestName(path: VariableSource['path']): string {
  const key = path.findLast((part) => typeof part === 'string');
  const name = String(key ?? 'value').replace(/[^\p{L}\p{N}_.-]/gu, '_');
  return nameProblem(name) ? 'value' : name;
}
