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
import { EditorState, Prec } from '@codemirror/state';
import { drawSelection, EditorView, hoverTooltip, keymap, lineNumbers } from '@codemirror/view';
import {
  createCompletionSource,
  createHoverTooltipSource,
  createLintSource,
  textDocument,
} from 'codemirror-languageservice';
import { editorLook } from '../../../lib/editor-look.ts';
import type { JsonSchema } from '../../../lib/payload-schema.ts';
import { createSchemaService } from './schema-service.ts';

export interface JsonViewOptions {
  /** The editor's accessible name. */
  readonly label: string;
  readonly text: string;
  readonly schema: JsonSchema | undefined;
  readonly onText: (text: string) => void;
}

/** Puts a CodeMirror editor for JSON into `parent`. */
export function createJsonView(parent: HTMLElement, options: JsonViewOptions): EditorView {
  const { label, text, schema, onText } = options;
  const service = createSchemaService(schema);
  return new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
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
        autocompletion({
          override: [
            createCompletionSource({ doComplete: service.complete, markdownToDom, triggerCharacters: '":' }),
          ],
        }),
        hoverTooltip(createHoverTooltipSource({ doHover: service.hover, markdownToDom })),
        linter(createLintSource({ doDiagnostics: service.diagnose }), { delay: 200 }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onText(update.state.doc.toString());
        }),
        editorLook,
      ],
    }),
  });
}

// Descriptions in the contract are plain text.
function markdownToDom(markdown: string): Node {
  return document.createTextNode(markdown.replaceAll('\\', ''));
}
