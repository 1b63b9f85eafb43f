// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest';
import { readPendingTexts, writePendingTexts } from '../../../drafts/pending-texts.ts';
import { moveTexts } from './field-text.ts';

const DRAFT = 'http://a/socket.io/ note:add';

beforeEach(() => sessionStorage.clear());

it('texts follow the items of their list, and no other text does', () => {
  const others = {
    '["tags_0"]': 'called like an item',
    '["tags_total"]': 'called like the list',
    '["tags"]': 'the list itself',
    '["tags","0"]': 'a part of a record',
    '["more","tags",0]': 'of another list',
  };
  writePendingTexts(DRAFT, { ...others, '["tags",0]': 'first', '["tags",1,"a_b",0]': 'second' });
  moveTexts(DRAFT, ['tags'], [1, -1, 0]);
  expect(readPendingTexts(DRAFT)).toEqual({
    ...others,
    '["tags",2]': 'first',
    '["tags",0,"a_b",0]': 'second',
  });
  moveTexts(DRAFT, ['tags'], [0]);
  expect(readPendingTexts(DRAFT)).toEqual({ ...others, '["tags",0,"a_b",0]': 'second' });
});

it('the arguments of a message are a list, too', () => {
  writePendingTexts(DRAFT, { '[0]': 'first', '[1]': 'second' });
  moveTexts(DRAFT, [], [1, 0]);
  expect(readPendingTexts(DRAFT)).toEqual({ '[0]': 'second', '[1]': 'first' });
});
