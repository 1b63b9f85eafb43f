import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '..');

/** What writes files for others to read, a program or a report: their words stand where they are written. */
const WRITERS =
  /^(features.recordings.playwright|features.contract.(draft.write-contract|coverage|verdict|violation-section|value-faults)|lib.copy-as)\b/;

/** Of errors that only a fault in the console's own code throws. */
const OWN_FAULTS = [
  'Put this component into a SessionContext.',
  'The console has no client ….',
  'The console has no client.',
  'The replay was not recorded.',
  'The text is too long.',
  'index.html has no element with the id "root".',
];

const LABELS = ['alt', 'aria-label', 'description', 'label', 'placeholder', 'title'];
const SENTENCE = /^\p{Lu}.*\p{L} \p{L}|\p{L} \p{L}.*[.?!]$/su;
const WORDS = /\p{L}{2}/u;

/** The sentences of a file, and the words in its elements and on their labels. */
function textsIn(path: string): string[] {
  const texts: string[] = [];
  new Visitor({
    JSXText: ({ value }) => void (WORDS.test(value) && texts.push(value.trim())),
    JSXAttribute: ({ name, value }) => {
      const text = value?.type === 'Literal' ? String(value.value) : '';
      if (LABELS.includes(String(name.name)) && WORDS.test(text) && !URL.canParse(text)) texts.push(text);
    },
    Literal: ({ value }) => void (typeof value === 'string' && SENTENCE.test(value) && texts.push(value)),
    TemplateLiteral: ({ quasis }) => {
      const text = quasis.map(({ value }) => value.cooked).join('…');
      if (SENTENCE.test(text)) texts.push(text);
    },
  }).visit(parseSync(path, readFileSync(join(SOURCE, path), 'utf8')).program);
  return texts;
}

it('every sentence that the console shows is in the catalogue of texts', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
    (path) =>
      /\.tsx?$/.test(path) && !/texts[/\\.]|\.(test|fixture|setup)\./.test(path) && !WRITERS.test(path),
  );
  expect(files.length).toBeGreaterThan(200);
  expect(files.flatMap(textsIn).sort()).toEqual(OWN_FAULTS);
});
