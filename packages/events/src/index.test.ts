import { expect, it } from 'vitest';
import * as surface from './index.ts';

it('exports exactly these names, so that an export is a decision', () => {
  expect(Object.keys(surface).sort()).toEqual([
    'ADMIN_NAMESPACE',
    'MAX_ATTACHMENTS',
    'PAGE_ATTACHMENT_BYTES',
    'RECENT_MESSAGES',
    'ROOM_LIMIT',
    'ROOM_PAGE',
    'adminContract',
    'clientEventMap',
    'contract',
    'serverEventMap',
  ]);
});
