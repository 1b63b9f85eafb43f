import { Button, TextInput } from '@mantine/core';
import { REDACTED } from '@switchboard/contract';
import { Eye, EyeOff, Plus, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { MarkedText } from '../../../components/marked-text.tsx';
import {
  deleteVariable,
  nameProblem,
  renameVariable,
  setVariable,
  useVariables,
  type Variable,
} from '../../../lib/variables.ts';
import { EDITORS } from '../../../texts/editors.ts';
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
        <p className={styles.hint}>{EDITORS.noVariables}</p>
      ) : (
        <ul className={styles.list} aria-label={EDITORS.variables}>
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
          label={EDITORS.newName}
          autoComplete="off"
          spellCheck={false}
          {...(!wanted && { 'data-autofocus': true })}
          value={name}
          error={problem ?? (taken ? EDITORS.nameTaken : undefined)}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={EDITORS.value}
          autoComplete="off"
          spellCheck={false}
          {...(wanted && { 'data-autofocus': true })}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" px={8} leftSection={<Plus size={13} aria-hidden />}>
          {EDITORS.addVariable}
        </Button>
      </form>
      <p className={styles.hint}>
        <MarkedText text={EDITORS.variablesHelp} />
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
    nameProblem(newName) ?? (newName !== name && names.includes(newName) ? EDITORS.nameTaken : undefined);
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
        aria-label={EDITORS.nameOf(name)}
        autoComplete="off"
        spellCheck={false}
        value={newName}
        error={problem}
        onChange={(event) => rename(event.currentTarget.value)}
      />
      <TextInput
        aria-label={EDITORS.valueOf(name)}
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
            label={revealed ? EDITORS.hide(name) : EDITORS.show(name)}
            icon={revealed ? EyeOff : Eye}
            onClick={() => setRevealed(!revealed)}
          />
        )}
        <IconButton label={EDITORS.deleteVariable(name)} icon={Trash2} onClick={() => deleteVariable(name)} />
      </span>
    </li>
  );
}
