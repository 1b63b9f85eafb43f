import { Button, TextInput } from '@mantine/core';
import { REDACTED } from '@switchboard/contract';
import { Eye, EyeOff, Plus, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { nameProblem } from '../../../lib/template.ts';
import {
  deleteVariable,
  renameVariable,
  setVariable,
  useVariables,
  type Variable,
} from '../../../lib/variables.ts';
import { readValue, typeOf, writeValue } from './value-text.ts';
import styles from './variables.module.css';

/** Lists, adds, edits, renames and deletes the variables of this tab. */
export function VariablesPanel({ wanted = '' }: { wanted?: string | undefined }): ReactElement {
  const variables = useVariables();
  const [name, setName] = useState(wanted);
  const [value, setValue] = useState('');
  const names = Object.keys(variables);
  const problem = name === '' ? undefined : nameProblem(name);
  const taken = names.includes(name);
  const add = (): void => {
    if (name === '' || problem || taken) return;
    setVariable(name, readValue(value));
    setName('');
    setValue('');
  };
  return (
    <div className={styles.panel}>
      {names.length === 0 ? (
        <p className={styles.hint}>
          No variables yet. Add one here, or press the braces next to a value in a reply.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Variables">
          {Object.entries(variables).map(([key, variable], index) => (
            // A name changes while it is typed; its place does not.
            <VariableRow key={index} name={key} variable={variable} names={names} />
          ))}
        </ul>
      )}
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextInput
          label="New name"
          autoComplete="off"
          spellCheck={false}
          {...(!wanted && { 'data-autofocus': true })}
          value={name}
          error={problem ?? (taken ? 'This name is taken.' : undefined)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Value"
          autoComplete="off"
          spellCheck={false}
          {...(wanted && { 'data-autofocus': true })}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" px={8} leftSection={<Plus size={13} aria-hidden />}>
          Add
        </Button>
      </form>
      <p className={styles.hint}>
        Write <code>{'{{name}}'}</code> in any text of a draft. A text that is only <code>{'{{name}}'}</code>{' '}
        takes the value with its type. A value such as <code>5</code>, <code>true</code> or <code>[1]</code>{' '}
        is read as JSON, anything else as text. Variables last as long as this tab.
      </p>
    </div>
  );
}

interface VariableRowProps {
  readonly name: string;
  readonly variable: Variable;
  /** The names of all, this one too. */
  readonly names: readonly string[];
}

/** One variable; what is typed counts at once, a name as soon as it is one that is free. */
function VariableRow({ name, variable, names }: VariableRowProps): ReactElement {
  const [newName, setNewName] = useState(name);
  const [lastName, setLastName] = useState(name);
  const [text, setText] = useState(() => writeValue(variable.value));
  const [revealed, setRevealed] = useState(false);
  const { secret = false } = variable;
  const hidden = secret && !revealed;
  const problem =
    nameProblem(newName) ?? (newName !== name && names.includes(newName) ? 'This name is taken.' : undefined);
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
