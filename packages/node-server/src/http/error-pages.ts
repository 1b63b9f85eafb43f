import { ERROR_MESSAGES, type ErrorBody, fail, type StandardCode, statusOf } from '@switchboard/contract';
import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Answers whatever nobody else did. */
export const notFound: RequestHandler = (request, response) => {
  const message = `There is nothing at ${request.method} ${request.path.slice(0, 128)}.`;
  response.status(404).json(fail({ code: 'NOT_FOUND', message, data: undefined }));
};

/** Makes the usual reply of an error that Express or a body parser raised; the reason of a 500 is for the log alone. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error: { status?: number; type?: string; message?: string }, _request, response, next) => {
    if (response.headersSent) return next(error);
    const body = toBody(error);
    if (body.code === 'INTERNAL_SERVER_ERROR') logger.error({ err: error }, 'A request failed');
    response.status(statusOf(body.code)).json(fail(body));
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
