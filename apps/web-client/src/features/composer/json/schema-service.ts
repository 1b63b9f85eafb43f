import {
  type CompletionList,
  type Diagnostic,
  getLanguageService,
  type Hover,
  type Position,
} from 'vscode-json-languageservice';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { JsonSchema } from '../../../lib/payload-schema.ts';
import { namesVariable } from '../../../lib/variables.ts';

export interface SchemaService {
  complete(document: TextDocument, position: Position): PromiseLike<CompletionList | null>;
  hover(document: TextDocument, position: Position): PromiseLike<Hover | null>;
  diagnose(document: TextDocument): PromiseLike<Diagnostic[]>;
}

/** What an editor asks about a JSON document; without a schema it knows only JSON itself. */
export function createSchemaService(schema: JsonSchema | undefined): SchemaService {
  const service = getLanguageService({ clientCapabilities: { textDocument: { completion: {} } } });
  service.configure({
    validate: true,
    schemas: schema ? [{ uri: 'inmemory://payload.schema.json', fileMatch: ['*'], schema }] : [],
  });
  const parse = (document: TextDocument): ReturnType<typeof service.parseJSONDocument> =>
    service.parseJSONDocument(document);
  return {
    complete: async (document, position) => {
      const list = await service.doComplete(document, position, parse(document));
      // The editor offers what matches the text before the cursor, quotes included.
      return (
        list && {
          ...list,
          items: list.items.map((item) => ({ ...item, label: item.filterText ?? item.label })),
        }
      );
    },
    hover: (document, position) => service.doHover(document, position, parse(document)),
    diagnose: async (document) => {
      const found = await service.doValidation(document, parse(document), { schemaValidation: 'error' });
      // What a variable becomes is checked where it is known: with the whole draft.
      return found.filter(({ range }) => !namesVariable(document.getText(range)));
    },
  };
}
