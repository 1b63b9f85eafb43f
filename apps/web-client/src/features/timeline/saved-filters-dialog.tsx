import { Button, TextInput } from '@mantine/core';
import { Trash2 } from 'lucide-react';
import { type FormEvent, type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { describeFilter } from './describe-filter.ts';
import { isEverything } from './filter.ts';
import { useTimelineFilter } from './filter-store.ts';
import styles from './saved-filters-dialog.module.css';

export interface SavedFiltersDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Saves the filter under a name, and removes what is saved. */
export function SavedFiltersDialog({ opened, onClose }: SavedFiltersDialogProps): ReactElement {
  const { filter, named, save, remove } = useTimelineFilter();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string>();
  const names = Object.keys(named);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = name.trim();
    if (wanted === '') {
      setProblem('Give the filter a name.');
      return;
    }
    save(wanted);
    setName('');
    onClose();
  };
  return (
    <Dialog opened={opened} onClose={onClose} title="Saved filters">
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          label="Save the filter as"
          description={isEverything(filter) ? 'It shows everything just now.' : describeFilter(filter)}
          value={name}
          error={problem}
          maxLength={60}
          data-autofocus
          onChange={({ currentTarget }) => {
            setName(currentTarget.value);
            setProblem(undefined);
          }}
        />
        <Button type="submit">{Object.hasOwn(named, name.trim()) ? 'Replace' : 'Save'}</Button>
      </form>
      {names.length > 0 && (
        <ul className={styles.list} aria-label="Saved filters">
          {names.map((saved) => (
            <li key={saved}>
              <span className={styles.name}>{saved}</span>
              <span className={styles.what}>{named[saved] && describeFilter(named[saved])}</span>
              <IconButton label={`Remove ${saved}`} icon={Trash2} onClick={() => remove(saved)} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
