import { unifiedMergeView } from '@codemirror/merge';
import { EditorView } from '@codemirror/view';
import { type ReactElement, useEffect, useRef } from 'react';
import { createCodeView } from './code-view.tsx';
import styles from './detail.module.css';
import { diffLines } from './diff-lines.ts';

const look = EditorView.theme({
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': { backgroundColor: 'var(--sb-ok-soft)' },
  '&.cm-merge-b .cm-changedText': { background: 'none', borderBottom: '2px solid var(--sb-ok)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--sb-bad-soft)', paddingLeft: '6px' },
  '.cm-deletedChunk .cm-deletedText': { background: 'none', borderBottom: '2px solid var(--sb-bad)' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '1px' },
  '.cm-changedLineGutter': { background: 'var(--sb-ok)' },
  '.cm-deletedLineGutter': { background: 'var(--sb-bad)' },
});

export interface DiffViewProps {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** The difference between two texts of JSON: removed lines above the added ones. */
export function DiffView({ label, before, after }: DiffViewProps): ReactElement {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!parent.current) return;
    const merge = unifiedMergeView({
      original: before,
      mergeControls: false,
      highlightChanges: true,
      diffConfig: { override: diffLines },
    });
    const view = createCodeView(parent.current, { label, text: after, extensions: [merge, look] });
    return () => view.destroy();
  }, [label, before, after]);
  return <div ref={parent} className={styles.code} />;
}
