import { describe, expect, it } from 'vitest';
import { startApp } from '../app.fixture.ts';
import { dataOf } from '../testing/waiting.ts';
import { logUnknownFields } from './log-unknown-fields.ts';
import { type Line, memoryLogger } from './memory-logger.fixture.ts';

describe('a field that is not in the contract', () => {
  const unknownFields = (all: Line[]) => all.filter(({ msg }) => msg.startsWith('A field is not in'));

  it('is a warning in development, once for each event and path, and counted each time', async () => {
    const { all, logger } = memoryLogger();
    await using app = await startApp({}, logger);
    const socket = await app.connect();
    for (let i = 0; i < 3; i++) {
      const reply = await socket.emitWithAck('value:return', { value: 1, colour: 'red', 'size\n': i });
      expect(dataOf(reply)).toEqual({ value: 1 });
    }
    expect(unknownFields(all)).toMatchObject([
      { level: 40, event: 'value:return', path: ['colour'] },
      { level: 40, event: 'value:return', path: ['size\n'] },
    ]);
    const { text } = await app.request('/metrics');
    expect(text).toContain('switchboard_unknown_fields_total{event="value:return"} 6\n');
  });

  it('is only counted in production', async () => {
    const { all, logger } = memoryLogger();
    await using app = await startApp({ production: true }, logger);
    const socket = await app.connect();
    await socket.emitWithAck('value:return', { value: 1, colour: 'red' });
    expect(unknownFields(all)).toEqual([]);
    expect((await app.request('/metrics')).text).toContain(
      'switchboard_unknown_fields_total{event="value:return"} 1\n',
    );
  });

  it('fills no log, however many names are made up', () => {
    const { all, logger } = memoryLogger();
    const warn = logUnknownFields(logger);
    for (let i = 0; i < 2_000; i++) warn({ event: 'a:b', dropped: [[`field ${i}`]] });
    expect(all).toHaveLength(500);
  });

  it('of every item of an array is one', () => {
    const { all, logger } = memoryLogger();
    const warn = logUnknownFields(logger);
    warn({
      event: 'a:b',
      dropped: [
        ['items', 0, 'x'],
        ['items', 1, 'x'],
      ],
    });
    expect(all).toMatchObject([{ path: ['items', '*', 'x'] }]);
  });
});
