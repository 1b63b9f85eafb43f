import { ERROR_MESSAGES, type ErrorBody, fail, type StandardCode, statusOf } from '@switchboard/contract';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { limitLines } from '../observability/limit-lines.ts';

/** Answers NOT_FOUND to a request that no route answered. */
export const notFound: RequestHandler = (request, response) => {
  const message = `There is nothing at ${request.method} ${request.path.slice(0, 128)}.`;
  response.status(404).json(fail({ code: 'NOT_FOUND', message, data: undefined }));
};

/** Answers an error of Express or a body parser as a reply, and with its status. The reason of a 500 is only logged. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  const write = limitLines(logger);
  return (error: { status?: number; type?: string; message?: string }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const body = toBody(error);
    if (body.code === 'INTERNAL_SERVER_ERROR')
      write({ level: 'error', msg: 'A request failed', reason: body.code }, { err: error });
    response.status(error.status === 415 ? 415 : statusOf(body.code)).json(fail(body));
  };
}

function toBody({
  status,
  type,
  message = '',
}: {
  status?: number;
  type?: string;
  message?: string;
}): ErrorBody {
  if (type === 'entity.parse.failed') {
    return standard('BAD_REQUEST', {
      message: 'The body is not valid JSON.',
      issues: [{ path: [], message: `The body is not valid JSON: ${message}` }],
    });
  }
  if (status === 413) return standard('PAYLOAD_TOO_LARGE');
  if (status !== undefined && status >= 400 && status < 500) return standard('BAD_REQUEST', { message });
  return standard('INTERNAL_SERVER_ERROR');
}

function standard(code: StandardCode, part: Partial<ErrorBody> = {}): ErrorBody {
  return { code, message: ERROR_MESSAGES[code], data: undefined, ...part };
}
