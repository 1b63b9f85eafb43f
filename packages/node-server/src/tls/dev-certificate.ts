import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../lifecycle/make-folder.ts';

const RENEW_BEFORE = 7 * 86_400_000;

/** The files of a development folder, all in PEM but the passphrase, which is plain text. */
export interface DevCertificates {
  readonly ca: string;
  readonly serverKey: string;
  readonly serverCert: string;
  readonly clientKey: string;
  readonly clientCert: string;
  /** Opens both keys. */
  readonly passphrase: string;
}

/**
 * Makes a local CA, a certificate for localhost and one for a client named "developer", unless the folder has a set that
 * fits together and is good for another week. Keys are encrypted, files are readable by their owner alone, the CA's own
 * key is thrown away, and nothing is put into a trust store.
 */
export async function ensureDevCertificates(directory: string): Promise<DevCertificates> {
  const files = filesIn(directory);
  if (!isGood(files)) await replace(directory);
  return files;
}

function filesIn(directory: string): DevCertificates {
  return {
    ca: join(directory, 'ca.crt'),
    serverKey: join(directory, 'server.key'),
    serverCert: join(directory, 'server.crt'),
    clientKey: join(directory, 'client.key'),
    clientCert: join(directory, 'client.crt'),
    passphrase: join(directory, 'passphrase'),
  };
}

/** Whatever is missing, cut off or out of place makes the set a bad one. */
function isGood(files: DevCertificates): boolean {
  try {
    const ca = new X509Certificate(readFileSync(files.ca));
    const passphrase = readFileSync(files.passphrase);
    const fits = (certFile: string, keyFile: string): boolean => {
      const cert = new X509Certificate(readFileSync(certFile));
      const key = createPrivateKey({ key: readFileSync(keyFile), passphrase });
      const isFresh = Date.parse(cert.validTo) - Date.now() > RENEW_BEFORE;
      return isFresh && cert.verify(ca.publicKey) && cert.checkPrivateKey(key);
    };
    return fits(files.serverCert, files.serverKey) && fits(files.clientCert, files.clientKey);
  } catch {
    return false;
  }
}

/** The new set is written beside the folder and takes its place in one step, so that nobody finds half of it. */
async function replace(directory: string): Promise<void> {
  makeFolder(dirname(directory));
  const made = mkdtempSync(`${directory}-`);
  try {
    await makeAll(filesIn(made));
    // Another process may have been first, and serves with what it made.
    if (isGood(filesIn(directory))) return;
    if (existsSync(directory)) rmSync(directory, { recursive: true });
    renameSync(made, directory); // Fails where another one has come in between.
  } catch (error) {
    if (!isGood(filesIn(directory))) throw error;
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

async function makeAll(files: DevCertificates): Promise<void> {
  const passphrase = randomBytes(24).toString('base64url');
  // A tenth of what a start takes, for those alone who need a new certificate.
  const { createAuthority } = await import('./issue-certificate.ts');
  const authority = await createAuthority();
  const server = await authority.issueServer(passphrase);
  const client = await authority.issueClient('developer', passphrase);
  write(files.ca, authority.cert);
  write(files.serverKey, server.key);
  write(files.serverCert, server.cert);
  write(files.clientKey, client.key);
  write(files.clientCert, client.cert);
  write(files.passphrase, passphrase);
}

function write(file: string, text: string): void {
  writeFileSync(file, text, { mode: 0o600 });
}
