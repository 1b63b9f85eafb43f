import { json } from '@codemirror/lang-json';
import { Change, diff, presentableDiff, unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { type ReactElement, useEffect, useRef } from 'react';
import { editorLook } from './editor-look.ts';
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
    const changes =
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
      changes,
      diffLook,
    ];
    const state = EditorState.create({ doc: text, extensions });
    const view = new EditorView({ parent: parent.current, state });
    return () => view.destroy();
  }, [label, text, before]);
  return <div ref={parent} className={ui.scroller} data-code />;
}

/** Below this length the characters of changed lines are compared, too. */
const MAX_CHARACTERS = 20_000;
const MAX_TIME = 300;

/**
 * Compares two texts line by line, and then the characters of the lines that changed. A long line that changed so costs
 * its neighbours nothing: character by character alone, the search gives up and marks them, too.
 */
export function diffLines(a: string, b: string): Change[] {
  const [linesA, linesB] = [splitLines(a), splitLines(b)];
  const codes = new Map<string, string>();
  const encode = (lines: readonly string[]): string => lines.map((line) => codeOf(line, codes)).join('');
  const [encodedA, encodedB] = [encode(linesA), encode(linesB)];
  if (codes.size > MAX_CODES) return [...diff(a, b, { timeout: MAX_TIME })];
  const [startsA, startsB] = [startsOf(linesA), startsOf(linesB)];
  const start = (starts: readonly number[], line: number): number => starts[line] ?? 0;
  return diff(encodedA, encodedB, { timeout: MAX_TIME }).flatMap(({ fromA, toA, fromB, toB }) =>
    diffCharacters(
      a,
      b,
      new Change(start(startsA, fromA), start(startsA, toA), start(startsB, fromB), start(startsB, toB)),
    ),
  );
}

function diffCharacters(a: string, b: string, lines: Change): Change[] {
  const { fromA, toA, fromB, toB } = lines;
  if (fromA === toA || fromB === toB || Math.max(toA - fromA, toB - fromB) > MAX_CHARACTERS) return [lines];
  return presentableDiff(a.slice(fromA, toA), b.slice(fromB, toB), { timeout: MAX_TIME }).map(
    (part) => new Change(fromA + part.fromA, fromA + part.toA, fromB + part.fromB, fromB + part.toB),
  );
}

function splitLines(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Where each line starts, and the end of the last. */
function startsOf(lines: readonly string[]): number[] {
  const starts = [0];
  for (const line of lines) starts.push((starts.at(-1) ?? 0) + line.length);
  return starts;
}

/** Below the surrogates, which do not stand alone. */
const MAX_CODES = 0xd800;

/** One character for each different line. */
function codeOf(line: string, codes: Map<string, string>): string {
  const known = codes.get(line);
  if (known !== undefined) return known;
  const code = String.fromCharCode(Math.min(codes.size, MAX_CODES - 1));
  codes.set(line, code);
  return code;
}
