import { clientEventMap } from '@switchboard/events';
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { payloadSchema } from '../../../contract/payload-schema.ts';
import { createSchemaService, findPath } from './schema-service.ts';

const service = createSchemaService(payloadSchema(clientEventMap['message:send'].payload));

/** A document with the cursor at `|`. */
function at(text: string): [TextDocument, { line: number; character: number }] {
  const offset = text.indexOf('|');
  const document = TextDocument.create('inmemory://draft', 'json', 1, text.replace('|', ''));
  return [document, document.positionAt(offset)];
}

it('offers the properties that are still free, with the quotes that stand before the cursor', async () => {
  const list = await service.complete(...at('{ "text": "hello", "|" }'));
  expect(list?.items.map(({ label }) => label)).toEqual(['"room"', '"attachment"']);
});

it('explains a property', async () => {
  const hover = await service.hover(...at('{ "ro|om": "general" }'));
  expect(JSON.stringify(hover)).toContain('lower\\\\-case letters');
});

it('finds what does not fit, also inside the JSON form of binary', async () => {
  const text = '{ "room": 5, "text": "x", "attachment": { "name": "a", "type": "b", "bytes": "AAA=" } }';
  const found = await service.diagnose(TextDocument.create('inmemory://draft', 'json', 1, text));
  const places = found.map(({ range }) => text.slice(range.start.character, range.end.character));
  expect(places).toEqual(['5', '"AAA="']);
});

it('leaves the place of a variable to the check that knows its value', async () => {
  const text = '{ "room": "{{room}}", "text": 5 }';
  const found = await service.diagnose(TextDocument.create('inmemory://draft', 'json', 1, text));
  expect(found.map(({ range }) => text.slice(range.start.character, range.end.character))).toEqual(['5']);
});

it.each([
  [['b', 1, 'c'], '5'],
  [['b', 0], 'null'],
  [['b', 1, 'gone', 'c'], '{ "c": 5 }'],
  [['x'], '{ "a"'],
])('finds where %j stands, or the nearest value around it', (path, found) => {
  const text = '{ "a": 1, "b": [null, { "c": 5 }] }';
  expect(text.slice(findPath(text, path)).startsWith(found)).toBe(true);
});
