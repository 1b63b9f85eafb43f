import { describe, expect, it } from 'vitest';
import { recordingLogger } from '../tls/deployed.fixture.ts';
import { type Announcement, announce } from './announce.ts';

const development = { source: 'development', directory: '' } as const;

function announced(config: Partial<Announcement['config']>, links = {}) {
  const { logger, lines } = recordingLogger();
  announce(logger, {
    config: { production: true, tls: { source: 'off' }, workers: 1, ...config },
    ...{ port: 8080, links },
  });
  return lines;
}

describe('the start of a server', () => {
  it('is loud about plain HTTP, in one line, and names its address', () => {
    const [warning, listens, ...more] = announced({});
    expect(warning).toMatchObject({ level: 40, msg: expect.stringMatching(/^TLS=off: SERVING PLAIN HTTP/) });
    expect(listens).toMatchObject({ msg: 'Switchboard listens', url: 'http://localhost:8080' });
    expect(more).toEqual([]);
  });

  it('says nothing of it with TLS', () => {
    const lines = announced({ production: false, tls: development });
    expect(lines).toMatchObject([{ url: 'https://localhost:8080' }]);
  });

  it('names pages and the public address with the base path', () => {
    const links = { console: 'console/', other: 'https://localhost:5173/' };
    const [, listens] = announced({ basePath: '/realtime', publicOrigin: 'https://app.example' }, links);
    expect(listens).toMatchObject({
      url: 'http://localhost:8080/realtime/',
      publicUrl: 'https://app.example/realtime/',
      console: 'http://localhost:8080/realtime/console/',
      other: 'https://localhost:5173/',
    });
  });
});
