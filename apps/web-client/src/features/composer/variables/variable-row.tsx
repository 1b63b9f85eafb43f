import { TextInput } from '@mantine/core';
import { REDACTED } from '@switchboard/contract';
import { Eye, EyeOff, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { nameProblem } from '../../../lib/template.ts';
import { deleteVariable, renameVariable, setVariable, type Variable } from '../../../lib/variables.ts';
import { readValue, typeOf, writeValue } from './value-text.ts';
import styles from './variables.module.css';

export interface VariableRowProps {
  readonly name: string;
  readonly variable: Variable;
  /** The names of all, this one too. */
  readonly names: readonly string[];
}

/** One variable; what is typed counts at once, a name as soon as it is one that is free. */
export function VariableRow({ name, variable, names }: VariableRowProps): ReactElement {
  const [newName, setNewName] = useState(name);
  const [lastName, setLastName] = useState(name);
  const [text, setText] = useState(() => writeValue(variable.value));
  const [revealed, setRevealed] = useState(false);
  const { secret = false } = variable;
  const hidden = secret && !revealed;
  const problem =
    nameProblem(newName) ??
    (newName !== name && names.includes(newName) ? 'There is one of this name.' : undefined);
  // Another one took this place, as one above it was deleted.
  if (name !== lastName) {
    setLastName(name);
    setNewName(name);
  }
  // Set elsewhere: from a reply.
  if (JSON.stringify(readValue(text)) !== JSON.stringify(variable.value)) setText(writeValue(variable.value));
  const rename = (next: string): void => {
    setNewName(next);
    if (nameProblem(next) || names.includes(next)) return;
    setLastName(next);
    renameVariable(name, next);
  };
  return (
    <li className={styles.row}>
      <TextInput
        aria-label={`Name of ${name}`}
        autoComplete="off"
        spellCheck={false}
        value={newName}
        error={problem}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <TextInput
        aria-label={`Value of ${name}`}
        autoComplete="off"
        spellCheck={false}
        readOnly={hidden}
        value={hidden ? REDACTED : text}
        rightSectionWidth={58}
        rightSection={<Badge>{typeOf(variable.value)}</Badge>}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setVariable(name, readValue(event.currentTarget.value), { secret });
        }}
      />
      <span className={styles.buttons}>
        {secret && (
          <IconButton
            label={revealed ? `Hide ${name}` : `Show ${name}`}
            icon={revealed ? EyeOff : Eye}
            onClick={() => setRevealed(!revealed)}
          />
        )}
        <IconButton label={`Delete ${name}`} icon={Trash2} onClick={() => deleteVariable(name)} />
      </span>
    </li>
  );
}
