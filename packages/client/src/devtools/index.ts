export type { ConnectionStep } from './connection-step.ts';
export type { Fault } from './fault.ts';
export type { Frame, SeenFrame } from './frame.ts';
export {
  type ClientInspection,
  type InspectedReply,
  type InspectedTraffic,
  inspectClient,
  type LateReply,
} from './inspect-client.ts';
export type { Inspection } from './inspection.ts';
export {
  createRawConnection,
  type RawAnswer,
  type RawCall,
  type RawConnection,
  type RawEvent,
  type RawOptions,
  type RawTraffic,
} from './raw-connection.ts';
