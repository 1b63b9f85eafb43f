import { type AnyReply, fail, fromJson, isReply, readValueNow, type Schema } from '@switchboard/contract';

/**
 * Sends one request. Resolves to its reply, or to an error that says why there is none. Throws where the server's certificate
 * is not trusted.
 */
export async function callOnce(url: URL, request: RequestInit, response?: Schema): Promise<AnyReply> {
  let status: number;
  let text: string;
  try {
    const answer = await fetch(url, request);
    status = answer.status;
    text = await answer.text();
  } catch (error) {
    return noAnswer(error as Error);
  }
  const reply = parse(text);
  if (!isReply(reply)) {
    // Not the server's own: that of a proxy before it, such as 502.
    const code = status >= 500 ? 'SERVICE_UNAVAILABLE' : 'REPLY_INVALID';
    return failed(code, `The answer with status ${status} is no reply.`);
  }
  if (!reply.ok || !response) return reply;
  const read = readValueNow(response, reply.data);
  return read.ok
    ? { ok: true, data: read.value }
    : failed('REPLY_INVALID', 'The reply does not fit the contract.');
}

function noAnswer(error: Error): AnyReply {
  if (error.name === 'TimeoutError') return failed('TIMEOUT', 'No reply in time.');
  const { code, message } = (error.cause ?? error) as NodeJS.ErrnoException;
  if (code && /CERT|SIGNATURE/.test(code)) {
    const advice = 'start the worker with NODE_EXTRA_CA_CERTS, which names the file of the CA';
    throw new Error(`The certificate of the server is not trusted (${code}): ${advice}.`, { cause: error });
  }
  return failed('DISCONNECTED', code ?? message);
}

function failed(code: string, message: string): AnyReply {
  return fail({ code, message, data: undefined });
}

/** `undefined` for what is no JSON. */
function parse(text: string): unknown {
  try {
    return fromJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}
