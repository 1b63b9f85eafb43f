import { json } from '@codemirror/lang-json';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { type ReactElement, useEffect, useRef } from 'react';
import { editorLook } from '../lib/editor-look.ts';
import { diffLines } from './diff-lines.ts';
import ui from './ui.module.css';

const diffLook = EditorView.theme({
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': { backgroundColor: 'var(--sb-ok-soft)' },
  '&.cm-merge-b .cm-changedText': { background: 'none', borderBottom: '2px solid var(--sb-ok)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--sb-bad-soft)', paddingLeft: '6px' },
  '.cm-deletedChunk .cm-deletedText': { background: 'none', borderBottom: '2px solid var(--sb-bad)' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '1px' },
  '.cm-changedLineGutter': { background: 'var(--sb-ok)' },
  '.cm-deletedLineGutter': { background: 'var(--sb-bad)' },
});

export interface CodeViewProps {
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  /** What it is compared with: removed lines stand above the added ones. */
  readonly before?: string;
}

/** Highlighted JSON that can be read and copied, but not changed. */
export function CodeView({ label, text, before }: CodeViewProps): ReactElement {
  const parent = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!parent.current) return;
    const diff =
      before === undefined
        ? []
        : unifiedMergeView({
            original: before,
            mergeControls: false,
            highlightChanges: true,
            diffConfig: { override: diffLines },
          });
    const extensions = [
      json(),
      lineNumbers(),
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.lineWrapping,
      // What cannot be edited gets no focus by itself, and could not be scrolled by key.
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
      editorLook,
      diff,
      diffLook,
    ];
    const state = EditorState.create({ doc: text, extensions });
    const view = new EditorView({ parent: parent.current, state });
    return () => view.destroy();
  }, [label, text, before]);
  return <div ref={parent} className={ui.scroller} data-code />;
}
