import { Button, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { nameProblem } from '../../../lib/template.ts';
import { setVariable, useVariables } from '../../../lib/variables.ts';
import { readValue } from './value-text.ts';
import { VariableRow } from './variable-row.tsx';
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
          No variables yet. Add one here, or press the braces beside a value in a reply.
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
          error={problem ?? (taken ? 'There is one of this name.' : undefined)}
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
        Write <code>{'{{name}}'}</code> in any text of a draft. Alone in its text it keeps its type:{' '}
        <code>5</code>, <code>true</code> and <code>[1]</code> are JSON, the rest is text. They live as long
        as this tab.
      </p>
    </div>
  );
}
