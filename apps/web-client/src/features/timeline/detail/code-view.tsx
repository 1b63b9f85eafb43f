import { type ReactElement, useEffect, useRef } from 'react';
import { createCodeView } from './create-code-view.ts';
import styles from './detail.module.css';

/** Highlighted JSON. */
export function CodeView({ label, text }: { label: string; text: string }): ReactElement {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!parent.current) return;
    const view = createCodeView(parent.current, { label, text });
    return () => view.destroy();
  }, [label, text]);
  return <div ref={parent} className={styles.code} />;
}
