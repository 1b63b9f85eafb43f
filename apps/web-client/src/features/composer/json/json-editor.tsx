import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { linter, lintGutter, lintKeymap } from '@codemirror/lint';
import { type Extension, Prec } from '@codemirror/state';
import { drawSelection, EditorView, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import {
  createCompletionSource,
  createHoverTooltipSource,
  createLintSource,
  textDocument,
} from 'codemirror-languageservice';
import { type ReactElement, type Ref, useEffect, useEffectEvent, useImperativeHandle, useRef } from 'react';
import { editorLook } from '../../../components/editor-look.ts';
import type { JsonSchema } from '../../../contract/payload-schema.ts';
import type { JumpHandle } from '../problem-list.tsx';
import { createSchemaService, findPath } from './schema-service.ts';

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
  const view = useRef<EditorView>(null);
  const report = useEffectEvent(onText);

  useEffect(() => {
    if (!host.current) return;
    const made = new EditorView({
      parent: host.current,
      doc: text,
      extensions: [
        EDITOR,
        schemaHelp(schema),
        // Esc is the way out of the editor; it does not close the dialog around it as well.
        EditorView.contentAttributes.of({ 'aria-label': label, 'data-mantine-stop-propagation': 'true' }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) report(update.state.doc.toString());
        }),
      ],
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
      const anchor = findPath(view.current.state.doc.toString(), path);
      view.current.dispatch({ selection: { anchor }, scrollIntoView: true });
      view.current.focus();
    },
  }));

  return <div ref={host} style={{ height: '100%' }} />;
}

const EDITOR: Extension = [
  // Mod-Enter is the console's own key: it sends, and must not break the line.
  Prec.highest(keymap.of([{ key: 'Mod-Enter', run: () => true }])),
  keymap.of([
    ...closeBracketsKeymap,
    ...completionKeymap,
    ...lintKeymap,
    ...historyKeymap,
    indentWithTab,
    ...defaultKeymap,
  ]),
  json(),
  textDocument(),
  lineNumbers(),
  lintGutter(),
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  EditorView.lineWrapping,
  editorLook,
  EditorView.theme({
    '&': { border: '1px solid var(--sb-line-strong)', borderRadius: '6px', minHeight: '64px' },
    '&.cm-focused': { borderColor: 'var(--sb-accent)' },
  }),
];

/** Completes, explains and checks by a schema; without one, by the rules of JSON. */
function schemaHelp(schema: JsonSchema | undefined): Extension {
  const service = createSchemaService(schema);
  // Descriptions in the contract are plain text.
  const markdownToDom = (markdown: string): Node => document.createTextNode(markdown.replaceAll('\\', ''));
  const complete = createCompletionSource({
    doComplete: service.complete,
    markdownToDom,
    triggerCharacters: '":',
  });
  return [
    autocompletion({ override: [complete] }),
    hoverTooltip(createHoverTooltipSource({ doHover: service.hover, markdownToDom })),
    linter(createLintSource({ doDiagnostics: service.diagnose }), { delay: 200 }),
  ];
}
