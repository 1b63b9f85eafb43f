import type { ReactElement } from 'react';
import { Dialog } from '../components/dialog.tsx';
import styles from './key-help.module.css';
import { KEYS, showKey } from './keys.ts';

/** Every key, what it does, and where. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  return (
    <Dialog opened={opened} onClose={onClose} title="Keys">
      <p className={styles.note}>Single letters do nothing while you type.</p>
      <table className={styles.keys}>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Does</th>
            <th scope="col">Where</th>
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
