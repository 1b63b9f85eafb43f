import { ensureSyntaxTree } from '@codemirror/language';
import type { EditorState } from '@codemirror/state';

type SyntaxNode = NonNullable<ReturnType<typeof ensureSyntaxTree>>['topNode'];

/** Where the value at `path` begins in the document, or the nearest value around it. */
export function findPath(state: EditorState, path: readonly (string | number)[]): number {
  let node = ensureSyntaxTree(state, state.doc.length)?.topNode.firstChild;
  if (!node) return 0;
  for (const key of path) {
    const child: SyntaxNode | undefined =
      typeof key === 'number' ? itemAt(node, key) : propertyOf(state, node, String(key));
    if (!child) break;
    node = child;
  }
  return node.from;
}

const PUNCTUATION: ReadonlySet<string> = new Set(['[', ']', ',', '⚠']);

function itemAt(list: SyntaxNode, index: number): SyntaxNode | undefined {
  return children(list).filter(({ name }) => !PUNCTUATION.has(name))[index];
}

function propertyOf(state: EditorState, object: SyntaxNode, key: string): SyntaxNode | undefined {
  for (const property of object.getChildren('Property')) {
    const name = property.getChild('PropertyName');
    if (!name || state.sliceDoc(name.from, name.to) !== JSON.stringify(key)) continue;
    return property.lastChild ?? undefined;
  }
  return undefined;
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child);
  return found;
}
