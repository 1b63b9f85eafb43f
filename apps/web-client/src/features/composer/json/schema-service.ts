import {
  type CompletionList,
  type Diagnostic,
  getLanguageService,
  type Hover,
  type Position,
} from 'vscode-json-languageservice';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { JsonSchema } from '../../../lib/payload-schema.ts';

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
    complete: (document, position) => service.doComplete(document, position, parse(document)),
    hover: (document, position) => service.doHover(document, position, parse(document)),
    diagnose: (document) => service.doValidation(document, parse(document), { schemaValidation: 'error' }),
  };
}
