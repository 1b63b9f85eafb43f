export type { ConnectionStep } from './connection-step.ts';
export type { Fault } from './fault.ts';
export type { Frame, SeenFrame } from './frame.ts';
export {
  type ClientInspection,
  type InspectedReply,
  type InspectedTraffic,
  inspectClient,
} from './inspect-client.ts';
export type { Inspection } from './inspection.ts';
export type { LateReply } from './late-replies.ts';
export {
  createRawConnection,
  type RawAnswer,
  type RawConnection,
  type RawEvent,
  type RawOptions,
} from './raw-connection.ts';
