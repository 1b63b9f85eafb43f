import { existsSync, readFileSync } from 'node:fs';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { rootCertificates } from 'node:tls';
import { ROOT } from './root.ts';

/** The CA that signs the development certificates; made by the server's `certificates` script. */
export const DEVELOPMENT_CA: string = join(ROOT, '.certificates', 'ca.crt');

/** Resolves once the URL answers anything at all, over trusted HTTPS or plain HTTP; rejects when the signal aborts. */
export async function httpsAnswer(url: string, signal: AbortSignal): Promise<void> {
  while (!(await answers(url))) await delay(150, undefined, { signal });
}

/** A certificate of the user's own (`SSL_CERT`) may be for another name, so it is not checked here. */
function answers(url: string): Promise<boolean> {
  const ca = [...rootCertificates, ...(existsSync(DEVELOPMENT_CA) ? [readFileSync(DEVELOPMENT_CA)] : [])];
  const rejectUnauthorized = !process.env.SSL_CERT;
  const request = url.startsWith('http:') ? requestHttp : requestHttps;
  return new Promise((resolve) => {
    const call = request(url, { ca, rejectUnauthorized, agent: false, timeout: 2_000 }, (response) => {
      response.destroy();
      resolve(true);
    });
    call.once('timeout', () => call.destroy(new Error('No answer.')));
    call.once('error', () => resolve(false));
    call.end();
  });
}
