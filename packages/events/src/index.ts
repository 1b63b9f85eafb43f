export { ADMIN_NAMESPACE, adminContract, type EmitTarget } from './admin.ts';
export { clientEventMap, contract, serverEventMap } from './contract.ts';
export {
  type Attachment,
  MAX_ATTACHMENTS,
  type Message,
  PAGE_ATTACHMENT_BYTES,
  RECENT_MESSAGES,
} from './messages.ts';
export { ROOM_LIMIT, ROOM_PAGE } from './rooms.ts';
export type { SessionEndReason, User } from './session.ts';
