import { describe, expect, it } from 'vitest';
import { appWords, readEventNames, readPackageFiles } from './app-words.ts';

const EVENTS = ['message:send', 'message:sent'];
const wordsIn = (text: string): string[] =>
  appWords([{ path: 'packages/router/README.md', text }], EVENTS).map((line) => line.split('"')[1] ?? '');

describe('appWords', () => {
  it('names file, line and word, and says what to do', () => {
    const text = "const a = 1;\n  'message:send': () => {},\n";
    expect(appWords([{ path: 'packages/router/src/a.test.ts', text }], EVENTS)).toEqual([
      'packages/router/src/a.test.ts:2: "message:send" is a word of the chat: only packages/events has them; use a neutral one, such as task:run or note:add.',
    ]);
  });

  it.each([
    ["call('message:send', {})", ['message:send']],
    ['`message:sent` comes after message:send.', ['message:sent', 'message:send']],
    ['// As the Chat does', ['Chat']],
    ['export function serveChat()', ['Chat']],
    ['/events/message:send', ['message:send']],
  ])('finds it wherever it stands: %s', (text, found) => {
    expect(wordsIn(text)).toEqual(found);
  });

  it.each([
    'launchAt(1)',
    "'message:sender'",
    "'my-message:send'",
    "'message:send-all'",
    "'note:add'",
    'message, send',
  ])('leaves other words alone: %s', (text) => {
    expect(wordsIn(text)).toEqual([]);
  });

  it('reads the names of files, too', () => {
    expect(appWords([{ path: 'packages/router/src/chat-room.ts', text: '' }], EVENTS)).toEqual([
      expect.stringMatching('^packages/router/src/chat-room.ts: "chat" is a word of the chat'),
    ]);
  });
});

describe('what the check reads', () => {
  it('is every event that packages/events defines', () => {
    const some = ['message:send', 'typing:changed', 'session:ended', 'system:gap', 'admin:rooms'];
    expect(readEventNames()).toEqual(expect.arrayContaining(some));
  });

  it('is sources, tests, texts and settings of every package but events', () => {
    const paths = readPackageFiles().map(({ path }) => path);
    const some = [
      'contract/src/index.ts',
      'router/README.md',
      'node-server/src/http/events-bridge.test.ts',
      'client/package.json',
    ];
    expect(paths).toEqual(expect.arrayContaining(some.map((path) => `packages/${path}`)));
    expect(paths.filter((path) => /^packages\/events\/|node_modules|\/dist\//.test(path))).toEqual([]);
  });
});
