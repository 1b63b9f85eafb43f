import { type ReactElement, type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { JsonSchema } from '../../../lib/payload-schema.ts';
import type { JumpHandle } from '../problem-list.tsx';
import { createJsonView } from './create-json-view.ts';
import { findPath } from './find-path.ts';
import styles from './json-editor.module.css';

export interface JsonEditorProps {
  readonly ref: Ref<JumpHandle>;
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly schema: JsonSchema | undefined;
}

/** A JSON editor that completes, explains and checks by the schema. Esc then Tab leaves it. */
export function JsonEditor({ ref, label, text, onText, schema }: JsonEditorProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<ReturnType<typeof createJsonView>>(null);
  const latest = useRef({ text, onText });
  useEffect(() => {
    latest.current = { text, onText };
  });

  useEffect(() => {
    if (!host.current) return;
    const made = createJsonView(host.current, {
      label,
      schema,
      text: latest.current.text,
      onText: (next) => latest.current.onText(next),
    });
    view.current = made;
    return () => made.destroy();
  }, [label, schema]);

  // Changed elsewhere: by the form or an example.
  useEffect(() => {
    const doc = view.current?.state.doc;
    if (doc && doc.toString() !== text)
      view.current?.dispatch({ changes: { from: 0, to: doc.length, insert: text } });
  }, [text]);

  useImperativeHandle(ref, () => ({
    jump: (path) => {
      if (!view.current) return;
      const anchor = findPath(view.current.state, path);
      view.current.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.current.focus();
    },
  }));

  return <div ref={host} className={styles.editor} />;
}
