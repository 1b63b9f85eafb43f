import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { isProbePath } from '../../config/public-place.ts';
import type { ServerConfig } from '../../config/server-config.ts';
import { createIsProxy } from '../addresses/client-of.ts';

/** A way in which what stands in front does not fit the configuration, and what to set. */
export interface SetUpProblem {
  readonly reason: string;
  readonly why: string;
}

export type SetUp = Partial<
  Pick<
    ServerConfig,
    'tls' | 'tlsMinVersion' | 'trustProxy' | 'proxyProtocol' | 'publicOrigin' | 'basePath' | 'pingInterval'
  >
>;

/** What a server has below its base path, behind a prefix that can be one. */
const OWN_PATH =
  /^((?:\/[\w.~-]{1,64}){0,8}?)\/(socket\.io\/|events\/[^/]+$|console(\/|$)|(healthz|readyz|metrics)$)/;
/** The first page behind such a prefix. */
const FIRST_PAGE = /^((?:\/[\w.~-]{1,64}){1,8})\/$/;

export interface RequestProblems {
  /** What a request shows to be wrong; nothing for one that is as it should be. */
  of(request: IncomingMessage, isUpgrade: boolean): SetUpProblem[];
  /** What it shows if it is answered with 404. Ask before a route has changed it. */
  ofNotFound(request: IncomingMessage): SetUpProblem | undefined;
}

export function createRequestProblems(setUp: SetUp): RequestProblems {
  const { trustProxy = 0, proxyProtocol = 'off', tls, publicOrigin, basePath = '' } = setUp;
  const isProxy = createIsProxy(trustProxy);
  const readsForwarded = trustProxy !== 'pass-through' && proxyProtocol === 'off';

  /** Whether a client has come through a proxy to where it wanted: then other paths say nothing of the set-up. */
  let isReached = false;

  const prefixNotExpected = (prefix: string): SetUpProblem => ({
    reason: 'prefix_not_expected',
    why: `The path has the prefix ${prefix}, and BASE_PATH is ${basePath || 'not set'}: set BASE_PATH=${prefix}, or let the proxy take the prefix off`,
  });

  const problemOfPath = (path: string, { remoteAddress }: Socket): SetUpProblem | undefined => {
    const prefix = basePath !== '' && path.startsWith(`${basePath}/`) ? basePath : OWN_PATH.exec(path)?.[1];
    if (prefix === basePath) {
      isReached ||= isProxy(remoteAddress);
      return undefined;
    }
    if (prefix) return prefixNotExpected(prefix);
    if (basePath === '' || (prefix === undefined && path !== '/')) return undefined;
    return {
      reason: 'prefix_missing',
      why: `The path does not begin with BASE_PATH=${basePath}: let the proxy pass paths on as they are, or leave BASE_PATH out if it takes the prefix off`,
    };
  };

  const problemOfForwarded = ({ headers, socket }: IncomingMessage): SetUpProblem | undefined => {
    const { 'x-forwarded-for': forwardedFor, 'x-forwarded-proto': forwardedProto } = headers;
    if (!isProxy(socket.remoteAddress)) {
      if (forwardedFor === undefined && forwardedProto === undefined) return undefined;
      // IPv4 has a form of IPv6 on a socket that serves both.
      const address = socket.remoteAddress?.replace(/^::ffff:/, '');
      return {
        reason: 'proxy_not_trusted',
        why: `The request has X-Forwarded headers, and TRUST_PROXY does not name ${address}: if that is your proxy, set TRUST_PROXY=${address}`,
      };
    }
    if (forwardedFor === undefined)
      return {
        reason: 'no_forwarded_for',
        why: 'The proxy writes no X-Forwarded-For, so no limit by address holds for its clients: let it write one (nginx: proxy_set_header X-Forwarded-For $remote_addr; HAProxy: option forwardfor)',
      };
    if (forwardedProto === undefined && tls?.source === 'off' && publicOrigin === undefined)
      return {
        reason: 'no_forwarded_proto',
        why: 'The proxy writes no X-Forwarded-Proto, so it is not known that clients speak HTTPS: let it write one (nginx: proxy_set_header X-Forwarded-Proto $scheme), or set PUBLIC_ORIGIN',
      };
    return undefined;
  };

  const of = (request: IncomingMessage, isUpgrade: boolean): SetUpProblem[] => {
    const { url = '/', socket } = request;
    const [path = '/', query = ''] = url.split('?', 2);
    // A probe of the proxy itself has no client.
    if (isProbePath(path)) return [];
    const problems = [
      problemOfPath(path, socket),
      readsForwarded ? problemOfForwarded(request) : undefined,
      !isUpgrade && /(^|&)transport=websocket(&|$)/.test(query) ? NO_UPGRADE : undefined,
    ];
    return problems.filter((problem) => problem !== undefined);
  };

  return {
    of,
    ofNotFound: ({ url = '/', socket }) => {
      const [, prefix] = FIRST_PAGE.exec(url.split('?', 1)[0] ?? '') ?? [];
      const shows = prefix !== undefined && !isReached && isProxy(socket.remoteAddress);
      return shows ? prefixNotExpected(prefix) : undefined;
    },
  };
}

const NO_UPGRADE: SetUpProblem = {
  reason: 'no_upgrade',
  why: 'A WebSocket came without its Upgrade header: let the proxy speak HTTP/1.1 and pass it on (nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade")',
};
