import { createServer as createHttpServer, type Server as HttpServer } from 'node:http';
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https';
import { certificate } from './environment.config.ts';

/** HTTPS if there is a certificate, otherwise HTTP; not listening yet. */
export function createServer(): HttpServer | HttpsServer {
  return certificate ? createHttpsServer(certificate) : createHttpServer();
}
