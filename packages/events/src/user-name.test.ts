import { describe, expect, it } from 'vitest';
import { UserName } from './user-name.ts';

const problemOf = (name: unknown): string | undefined => UserName.safeParse(name).error?.issues[0]?.message;

it.each([
  'Alice',
  'a',
  '7',
  '?!',
  "Anne-Marie O'Neill",
  'José Ñandú',
  'Đặng Thị Hồng',
  'Łukasz Żółć',
  'Ayşe Işık',
  'Straße',
  'Ελένη Παπαδοπούλου',
  'Дмитрий Ёлкин',
  'Ծովինար',
  'ქეთევან',
  'רבקה כהן',
  'محمد عبد الله',
  'فاطمة٧',
  'आरती शर्मा',
  'শ্রেয়া',
  'தமிழ்ச்செல்வி',
  'ശ്രീജ',
  'ကျော်စွာ',
  'สมชาย ใจดี',
  'ທ້າວ ບຸນມີ',
  'សុខ សំណាង',
  'བསྟན་འཛིན',
  'ᠮᠣᠩᠭᠣᠯ',
  'አበበ በቂላ',
  '김민준',
  '山田 太郎',
  'さくら',
  'ゲーム',
  '王小明',
  '𠮷野家',
  '🦊',
  '👍🏽',
  '🇩🇪',
  'Ann 🎉',
])('takes a name of any script as it is: %s', (name) => {
  expect(UserName.parse(name)).toBe(name.normalize('NFC'));
});

it.each([
  ['  Alice ', 'Alice'],
  [` ${'x'.repeat(32)} `, 'x'.repeat(32)],
  ['Ann  \t Lee'.replace('\t', '\u00a0'), 'Ann Lee'],
  ['\u3000山田\u3000太郎', '山田 太郎'],
  ['Ａｌｉｃｅ', 'Alice'],
  ['ﬁona', 'fiona'],
  ['Jose\u0301', 'José'],
  ['\u1112\u1161\u11ab', '한'],
  ['ｶﾞ', 'ガ'],
  ['①', '1'],
])('keeps the NFKC form of %j, without blanks that nobody sees', (name, kept) => {
  expect(UserName.parse(name)).toBe(kept);
});

describe('refuses', () => {
  it.each([7, null, undefined, {}])('%j, which is no text', (name) => {
    expect(UserName.safeParse(name).success).toBe(false);
  });

  it.each([
    '',
    '   ',
    '\u00a0\u3000',
    '\u0301',
    '\u0301 \u0308',
    '\u2800',
    '\u{1d159}',
    '\u3164\u3164',
    '\u00a8',
  ])('a name that shows nothing: %j', (name) => {
    expect(problemOf(name)).toBeDefined();
  });

  it('a name that is too long, before and after it is in NFKC', () => {
    expect(problemOf('x'.repeat(33))).toBe('must be 1-32 characters');
    expect(problemOf('\ufdfa'.repeat(10))).toBe('must be 1-32 characters');
    expect(problemOf('\ufdfa'.repeat(100_000))).toBe('must be 1-32 characters');
  });

  it.each([
    ['a zero-width space', '\u200b'],
    ['a zero-width non-joiner', '\u200c'],
    ['a zero-width joiner', '\u200d'],
    ['a word joiner', '\u2060'],
    ['a byte order mark', '\ufeff'],
    ['a soft hyphen', '\u00ad'],
    ['a combining grapheme joiner', '\u034f'],
    ['a Hangul filler', '\u3164'],
    ['a halfwidth Hangul filler', '\uffa0'],
    ['a Khmer inherent vowel', '\u17b4'],
    ['a left-to-right mark', '\u200e'],
    ['a right-to-left override', '\u202e'],
    ['an isolate', '\u2066'],
    ['an Arabic letter mark', '\u061c'],
    ['a tag', '\u{e0041}'],
    ['a variation selector', '\ufe0f'],
    ['a supplementary variation selector', '\u{e0100}'],
    ['a Mongolian variation selector', '\u180b'],
    ['an invisible times', '\u2062'],
    ['an interlinear annotation', '\ufff9'],
    ['a line separator', '\u2028'],
    ['a blank of braille', '\u2800'],
    ['an Ogham space', '\u1680'],
    ['a line feed', '\n'],
    ['a null', '\u0000'],
    ['an escape', '\u001b'],
    ['a C1 control', '\u0085'],
    ['a lone surrogate', '\ud800'],
    ['a private character', '\ue000'],
    ['a noncharacter', '\uffff'],
  ])('%s, by its number', (_what, character) => {
    const number = (character.normalize('NFKC').codePointAt(0) ?? 0)
      .toString(16)
      .toUpperCase()
      .padStart(4, '0');
    expect(problemOf(`Al${character}ice`)).toBe(`must have no invisible characters: leave out U+${number}`);
  });

  it.each([
    ['a family of emoji', '👨‍👩‍👧', '200D'],
    ['a heart with a variation selector', '❤️', 'FE0F'],
    ['a Persian word with a non-joiner', 'می‌خواهم', '200C'],
    ['a flag made of tags', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'E0067'],
  ])('%s, as nobody could tell it from one without', (_what, name, number) => {
    expect(problemOf(name)).toBe(`must have no invisible characters: leave out U+${number}`);
  });
});
