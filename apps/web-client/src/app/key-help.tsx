import type { ReactElement } from 'react';
import { Dialog } from '../components/dialog.tsx';
import ui from '../components/ui.module.css';
import { useKeySettings } from '../lib/keys.ts';
import { SHELL } from '../texts/shell.ts';
import styles from './key-help.module.css';
import { KEYS, showKey } from './keys.ts';

/** Every key, what it does, and where. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  const { letters, setLetters } = useKeySettings();
  return (
    <Dialog opened={opened} onClose={onClose} title={SHELL.keys}>
      <label className={ui.bar}>
        <input
          type="checkbox"
          checked={letters}
          onChange={({ currentTarget }) => setLetters(currentTarget.checked)}
        />
        {SHELL.oneCharacterKeys}
      </label>
      <p className={styles.note}>{SHELL.oneCharacterKeysHelp}</p>
      <table className={styles.keys}>
        <thead>
          <tr>
            <th scope="col">{SHELL.key}</th>
            <th scope="col">{SHELL.does}</th>
            <th scope="col">{SHELL.where}</th>
          </tr>
        </thead>
        <tbody>
          {KEYS.map(({ keys, does, place }) => (
            <tr key={`${place} ${keys}`}>
              <td>
                <kbd>{showKey(keys)}</kbd>
              </td>
              <td>{does}</td>
              <td>{place}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
