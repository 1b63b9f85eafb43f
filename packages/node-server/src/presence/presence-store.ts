import type { Identity } from '../sessions/session.ts';

/** A socket and who is logged in on it. */
export interface UserSocket<User extends Identity = Identity> {
  readonly socketId: string;
  readonly user: User;
}

/** Somebody who is in a room no more, on any socket. */
export interface Departure<User extends Identity = Identity> {
  readonly room: string;
  readonly user: User;
}

/** What one call of `sweep` or `release` gave; `isDone` says whether nothing is left for another. */
export interface Sweep<User extends Identity = Identity> {
  readonly departures: Departure<User>[];
  readonly isDone: boolean;
}

export interface OccupiedRoom {
  readonly name: string;
  /** How many people are in it. */
  readonly members: number;
}

/** What came of joining: `isNew` says whether the user was in the room on no socket before. */
export type Joined = 'full' | { readonly isNew: boolean };

/**
 * Who is connected, as whom and in which rooms, over all serving processes. Each process is a node that holds a lease:
 * what belongs to a node whose lease ran out counts no more, but for the sizes of rooms, which follow when it is swept. A node
 * always counts its own sockets. Every method is one step for all nodes, and rejects with an EventError SERVICE_UNAVAILABLE if
 * the store is down.
 *
 * A departure stays in the store until `published` removes it, or the user is in the room again. It belongs to the node that got it for the length
 * of a lease; then `sweep` gives it again, so that one whose answer was lost, or whose node died, is still reported.
 */
export interface PresenceStore<User extends Identity = Identity> {
  /**
   * Registers a socket of this node, or its new name; under another identity it is in no room. `false` if the user has `limit` other
   * sockets.
   */
  connect(socket: UserSocket<User>, limit: number): Promise<boolean>;
  /** Removes a socket of this node. Gives the rooms in which it was its user's last. */
  disconnect(socketId: string): Promise<Departure<User>[]>;
  /** `limit` is how many people fit in. Registers the socket if it was not. */
  join(room: string, socket: UserSocket<User>, limit: number): Promise<Joined>;
  /** Resolves to whether the socket was its user's last in the room. */
  leave(room: string, socket: UserSocket<User>): Promise<boolean>;
  /** The people in a room, each once, in the order in which they came. */
  members(room: string): Promise<User[]>;
  /** The rooms with somebody in them, at most `limit`, the fullest first. Costs what it gives, however many people and rooms there are. */
  occupied(limit: number): Promise<OccupiedRoom[]>;
  isInRoom(room: string, userId: string): Promise<boolean>;
  /** How many sockets the user has. */
  countSockets(userId: string): Promise<number>;
  /** Holds this node's lease for another while. `false` if it had run out: what the node had is forgotten. */
  renew(): Promise<boolean>;
  /** Forgets at most `SLICE` memberships of nodes whose lease ran out. Gives at most `SLICE` departures that no node has yet. */
  sweep(): Promise<Sweep<User>>;
  /** Gives up this node's lease, and at most `SLICE` of its memberships. */
  release(): Promise<Sweep<User>>;
  /** Forgets departures that were published, at most `SLICE`. */
  published(departures: readonly Departure<User>[]): Promise<void>;
}

export interface LeaseOptions {
  /**
   * Milliseconds that a lease holds without being renewed, at most 2,147,483,647.
   * @default 8,000
   */
  readonly lease?: number;
}

export const DEFAULT_LEASE = 8_000;

/** Memberships that one step of a store touches at most, so that nobody else waits long for it. */
export const SLICE = 100;
