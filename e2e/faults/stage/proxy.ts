import { onTestFinished } from 'vitest';
import { startTcpProxy, type TcpProxy } from '../../stack/tcp-proxy.ts';

/** Starts a proxy that ends with the test. */
export async function startProxy(...targets: readonly number[]): Promise<TcpProxy> {
  const proxy = await startTcpProxy(...targets);
  onTestFinished(proxy.close);
  return proxy;
}
