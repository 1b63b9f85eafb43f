import { startBuiltServer } from '../processes/built-server.ts';
import { createCertificate } from '../processes/certificate.ts';
import type { Measure, Row } from '../row.ts';
import { timeCleanClone } from './clean-clone.ts';

export const p9: Row = {
  id: 'P9',
  title: 'Start: the server until it serves, and `dev` from a clean clone',
  run: async ({ rounds, quick }) => {
    await using certificate = await createCertificate();
    const given = { SSL_KEY: certificate.key, SSL_CERT: certificate.cert };
    const [withOne, without]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      withOne.push(await timeStart(given));
      without.push(await timeStart({}));
    }
    const measures: Measure[] = [
      {
        name: 'server, with its certificate',
        unit: 'ms',
        target: 400,
        samples: [{ variant: 'switchboard', values: withOne }],
      },
      {
        name: 'server, with the development certificate',
        unit: 'ms',
        samples: [{ variant: 'switchboard', values: without }],
      },
    ];
    if (quick) {
      console.log('bench: P9: dev from a clean clone is skipped with --quick');
      return measures;
    }
    const clone: Measure = {
      name: 'dev from a clean clone, with the install',
      unit: 's',
      target: 30,
      samples: [{ variant: 'switchboard', values: [await timeCleanClone()] }],
    };
    return [...measures, clone];
  },
};

/** Milliseconds from the spawn of the built server until it says that it listens. */
async function timeStart(settings: Readonly<Record<string, string>>): Promise<number> {
  const start = performance.now();
  await using _server = await startBuiltServer(settings);
  return performance.now() - start;
}
