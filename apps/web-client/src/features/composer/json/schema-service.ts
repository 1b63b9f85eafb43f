import type { Path } from '@switchboard/contract';
import { type CompletionList, getLanguageService, type Position } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { JsonSchema } from '../../../contract/payload-schema.ts';
import { namesVariable } from '../../../drafts/variables.ts';

/** What an editor asks about a JSON document; without a schema it knows only JSON itself. */
export function createSchemaService(schema: JsonSchema | undefined) {
  const service = getLanguageService({ clientCapabilities: { textDocument: { completion: {} } } });
  service.configure({
    validate: true,
    schemas: schema ? [{ uri: 'inmemory://payload.schema.json', fileMatch: ['*'], schema }] : [],
  });
  const parse = (document: TextDocument) => service.parseJSONDocument(document);
  return {
    complete: async (document: TextDocument, position: Position): Promise<CompletionList | null> => {
      const list = await service.doComplete(document, position, parse(document));
      // The editor offers what matches the text before the cursor, quotes included.
      return (
        list && {
          ...list,
          items: list.items.map((item) => ({ ...item, label: item.filterText ?? item.label })),
        }
      );
    },
    hover: (document: TextDocument, position: Position) =>
      service.doHover(document, position, parse(document)),
    diagnose: async (document: TextDocument) => {
      const found = await service.doValidation(document, parse(document), { schemaValidation: 'error' });
      // What a variable becomes is checked where it is known: with the whole draft.
      return found.filter(({ range }) => !namesVariable(document.getText(range)));
    },
  };
}

const json = getLanguageService({});

/** Where the value at `path` begins in a text of JSON, or the nearest value around it. */
export function findPath(text: string, path: Path): number {
  let { root: node } = json.parseJSONDocument(TextDocument.create('inmemory://draft', 'json', 0, text));
  for (const key of path) {
    const part =
      node?.type === 'object'
        ? node.properties.find(({ keyNode }) => keyNode.value === key)?.valueNode
        : node?.type === 'array' && node.items[Number(key)];
    if (!part) break;
    node = part;
  }
  return node?.offset ?? 0;
}
