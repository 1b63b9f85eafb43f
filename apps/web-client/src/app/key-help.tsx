import type { ReactElement } from 'react';
import { Dialog } from '../components/dialog.tsx';
import styles from './shell.module.css';

const KEYS: [keys: string, does: string][] = [
  ['Ctrl/Cmd + Enter', 'Send the draft'],
  ['/', 'Search the events'],
  ['f', 'Filter the timeline'],
  ['p', 'Pause or resume the timeline'],
  ['j k, ↑ ↓', 'Go through the rows of the timeline'],
  ['Enter', 'Open the row'],
  ['r', 'Send the open row again'],
  ['e', 'Load the open row into the editor'],
  ['d', 'Compare the open row with the one before'],
  ['Esc', 'Close what is open'],
  ['Esc, then Tab', 'Leave the JSON editor'],
  ['?', 'This list'],
];

/** The keys. Single letters do nothing while someone types. */
export function KeyHelp({ opened, onClose }: { opened: boolean; onClose: () => void }): ReactElement {
  return (
    <Dialog opened={opened} onClose={onClose} title="Keys">
      <dl className={styles.keys}>
        {KEYS.map(([keys, does]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
