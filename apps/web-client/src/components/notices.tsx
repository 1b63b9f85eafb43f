import type { ReactElement } from 'react';
import { CopyByHand } from '../lib/copy.tsx';
import { useNotices } from '../lib/notice.ts';
import { PARTS } from '../texts/shell.ts';
import styles from './notices.module.css';
import ui from './ui.module.css';

/** The one place of the notices of `tell`, and of a text that could not be copied. */
export function Notices(): ReactElement {
  const { Shown, plain } = useNotices();
  return (
    <>
      <section aria-label={PARTS.notices} aria-live="polite" className={styles.notices} data-layer>
        {plain !== undefined && <p className={ui.card}>{plain}</p>}
        {Shown && <Shown />}
      </section>
      <CopyByHand />
    </>
  );
}
