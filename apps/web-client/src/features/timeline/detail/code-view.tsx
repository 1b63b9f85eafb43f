import { json } from '@codemirror/lang-json';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { type ReactElement, useEffect, useRef } from 'react';
import { editorLook } from '../../../lib/editor-look.ts';
import styles from './detail.module.css';

export interface CodeViewOptions {
  /** The accessible name. */
  readonly label: string;
  readonly text: string;
  readonly extensions?: readonly Extension[];
}

/** Puts JSON that can be read and copied, but not changed, into `parent`. */
export function createCodeView(parent: HTMLElement, options: CodeViewOptions): EditorView {
  const { label, text, extensions = [] } = options;
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        json(),
        lineNumbers(),
        EditorState.readOnly.of(true),
        EditorView.editable.of(false),
        EditorView.lineWrapping,
        // What cannot be edited gets no focus by itself, and could not be scrolled by key.
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
        editorLook,
        ...extensions,
      ],
    }),
  });
}

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
