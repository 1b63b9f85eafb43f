export {
  type Caller,
  createServer,
  type Notices,
  type ServerKit,
  type ServerOptions,
} from './create-server.ts';
