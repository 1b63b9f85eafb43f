import { createRouter } from '@switchboard/router';
import { contract } from './own-server.ts';

// #region middleware
export const router = createRouter(contract)
  .use(async ({ event }, _context, next) => {
    const result = await next();
    console.log(event, 'answered');
    return result;
  })
  .use<{ arrivedAt: Date }>((_message, _context, next) => next({ arrivedAt: new Date() }))
  .controllers({
    'time:read': (_message, { arrivedAt }) => ({ now: arrivedAt.toISOString() }),
  });
// #endregion
