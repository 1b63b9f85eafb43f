import { serverEventMap } from '@switchboard/events';
import { create } from 'zustand';

export type TargetKind = 'everyone' | 'room' | 'user' | 'socket';

interface EmitForm {
  readonly event: string;
  readonly to: TargetKind;
  /** The room's name, or the id of the person or socket. */
  readonly name: string;
  change(part: Partial<Omit<EmitForm, 'change'>>): void;
}

/** Which event goes to whom; survives a change of the tab. Its payload is a draft, which survives a reload too. */
export const useEmitForm = create<EmitForm>()((set) => ({
  event: Object.keys(serverEventMap)[0] ?? '',
  to: 'everyone',
  name: '',
  change: (part) => set(part),
}));
