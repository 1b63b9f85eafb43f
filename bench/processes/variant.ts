import type { FlavourName } from '../load/flavour.ts';
import { OURS } from '../report/judge.ts';
import { COMPILED } from './compiled.ts';

/** A server that can be measured. */
export interface Variant {
  readonly name: string;
  /** The compiled file that starts it. */
  readonly entry: string;
  readonly flavour: FlavourName;
  /** Whether it checks nothing: then it shows how far down one could go, and is no rival. */
  readonly isReference?: boolean;
  /** How many events it declares, whatever the others do. */
  readonly events?: number;
}

export const SWITCHBOARD: Variant = {
  name: OURS,
  entry: COMPILED.switchboard,
  flavour: 'socket.io',
};

/** The baseline of every ratio. */
export const BARE: Variant = {
  name: 'bare socket.io',
  entry: COMPILED.bare,
  flavour: 'socket.io',
  isReference: true,
};
