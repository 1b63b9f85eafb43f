import { Button, TextInput } from '@mantine/core';
import { REDACTED } from '@switchboard/contract';
import { Eye, EyeOff, Plus, Trash2 } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Badge } from '../../../components/badge.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { MarkedText } from '../../../components/marked-text.tsx';
import ui from '../../../components/ui.module.css';
import {
  deleteVariable,
  nameProblem,
  renameVariable,
  setVariable,
  useVariables,
  type Variable,
} from '../../../drafts/variables.ts';
import { EDITORS } from '../../../texts/editors.ts';
import { readValue, typeOf, writeValue } from './value-text.ts';
import styles from './variables.module.css';

const PLAIN = { autoComplete: 'off', spellCheck: false } as const;

export interface VariablesPanelProps {
  readonly server: string;
  /** The name to begin with. */
  readonly wanted?: string | undefined;
}

/** Lists, adds, edits, renames and deletes the variables that this tab has for a server. */
export function VariablesPanel({ server, wanted = '' }: VariablesPanelProps): ReactElement {
  const variables = useVariables(server);
  const [name, setName] = useState(wanted);
  const [value, setValue] = useState('');
  const names = Object.keys(variables);
  const problem = problemOf(name, names);
  const add = (): void => {
    if (name === '' || problem) return;
    setVariable(server, name, { value: readValue(value) });
    setName('');
    setValue('');
  };
  return (
    <div className={ui.form} style={{ width: 'min(400px, calc(100vw - 56px))' }}>
      {names.length === 0 ? (
        <p className={ui.hint}>{EDITORS.noVariables}</p>
      ) : (
        <ul className={`${ui.stack} ${styles.list}`} aria-label={EDITORS.variables}>
          {Object.entries(variables).map(([key, variable], index) => (
            // A name changes while it is typed; its place does not.
            <VariableRow key={index} server={server} name={key} variable={variable} names={names} />
          ))}
        </ul>
      )}
      <form
        className={styles.row}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextInput
          {...PLAIN}
          label={EDITORS.newName}
          data-autofocus={!wanted || undefined}
          value={name}
          error={name !== '' && problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          {...PLAIN}
          label={EDITORS.value}
          data-autofocus={wanted !== '' || undefined}
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" px={8} leftSection={<Plus size={13} aria-hidden />}>
          {EDITORS.addVariable}
        </Button>
      </form>
      <p className={ui.hint}>
        <MarkedText text={EDITORS.variablesHelp} />
      </p>
    </div>
  );
}

function problemOf(name: string, others: readonly string[]): string | undefined {
  return nameProblem(name) ?? (others.includes(name) ? EDITORS.nameTaken : undefined);
}

interface VariableRowProps extends Pick<VariablesPanelProps, 'server'> {
  readonly name: string;
  readonly variable: Variable;
  /** The names of all, this one too. */
  readonly names: readonly string[];
}

/** One variable; what is typed counts at once, a name as soon as it is one that is free. */
function VariableRow({ server, name, variable, names }: VariableRowProps): ReactElement {
  const { value, secret = false } = variable;
  // What is typed, until its field is left.
  const [newName, setNewName] = useState<string>();
  const [text, setText] = useState<string>();
  const [isRevealed, setRevealed] = useState(false);
  const isHidden = secret && !isRevealed;
  const others = names.filter((other) => other !== name);
  const rename = (next: string): void => {
    const problem = problemOf(next, others);
    setNewName(problem === undefined ? undefined : next);
    if (problem === undefined) renameVariable(server, name, next);
  };
  return (
    <li className={styles.row}>
      <TextInput
        {...PLAIN}
        aria-label={EDITORS.nameOf(name)}
        value={newName ?? name}
        error={newName !== undefined && problemOf(newName, others)}
        onChange={(event) => rename(event.currentTarget.value)}
        onBlur={() => setNewName(undefined)}
      />
      <TextInput
        {...PLAIN}
        aria-label={EDITORS.valueOf(name)}
        readOnly={isHidden}
        value={isHidden ? REDACTED : (text ?? writeValue(value))}
        rightSectionWidth={58}
        rightSection={<Badge>{typeOf(value)}</Badge>}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setVariable(server, name, { value: readValue(event.currentTarget.value), secret });
        }}
        onBlur={() => setText(undefined)}
      />
      <span className={ui.bar}>
        {secret && (
          <IconButton
            label={isRevealed ? EDITORS.hide(name) : EDITORS.show(name)}
            icon={isRevealed ? EyeOff : Eye}
            onClick={() => setRevealed(!isRevealed)}
          />
        )}
        <IconButton
          label={EDITORS.deleteVariable(name)}
          icon={Trash2}
          onClick={() => deleteVariable(server, name)}
        />
      </span>
    </li>
  );
}
