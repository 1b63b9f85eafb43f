import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const theme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--sb-surface)', color: 'var(--sb-text)', fontSize: '12.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--sb-mono)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--sb-text)' },
  '.cm-cursor': { borderLeftColor: 'var(--sb-text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--sb-raised)',
    borderRight: '1px solid var(--sb-line)',
    color: 'var(--sb-dim)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'light-dark(#cde3f7, #28425c)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--sb-surface)',
    border: '1px solid var(--sb-line-strong)',
    borderRadius: '6px',
    color: 'var(--sb-text)',
    fontSize: '12px',
    maxWidth: '420px',
    padding: '4px 6px',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--sb-selected)',
    color: 'var(--sb-text)',
  },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--sb-bad)' },
});

const highlight = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--sb-text)', fontWeight: '600' },
  { tag: tags.string, color: 'var(--sb-string)' },
  { tag: tags.number, color: 'var(--sb-number)' },
  { tag: [tags.bool, tags.null], color: 'var(--sb-keyword)' },
]);

/** The editor in the console's colours, which follow light and dark by themselves. */
export const editorLook = [theme, syntaxHighlighting(highlight)];
