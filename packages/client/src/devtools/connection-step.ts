/** What a connection goes through below its state, as `onStep` reports it. `at` is in milliseconds since the epoch. */
export type ConnectionStep =
  /** An attempt begins: a transport is opened. It is left out where there is none to open. */
  | { readonly kind: 'opening'; readonly at: number; readonly transport?: string }
  /** The server answered. The namespace is joined after this, and the connection is made by that. */
  | {
      readonly kind: 'handshake';
      readonly at: number;
      readonly transport: string;
      /** Milliseconds between two heartbeats of the server. */
      readonly pingInterval: number;
      /** Milliseconds that a heartbeat may be late before the connection counts as lost. */
      readonly pingTimeout: number;
      /** The transports that are probed now, to upgrade to. */
      readonly upgrades: readonly string[];
    }
  /** The probe of the better transport was answered: the connection moves over. */
  | { readonly kind: 'upgrading'; readonly at: number; readonly transport: string }
  | { readonly kind: 'upgraded'; readonly at: number; readonly transport: string }
  /** The better transport did not work; the connection stays on the one it has. */
  | {
      readonly kind: 'upgrade-failed';
      readonly at: number;
      readonly transport: string;
      readonly reason: string;
    }
  /** The server's heartbeat came, and was answered. */
  | { readonly kind: 'heartbeat'; readonly at: number }
  /** Nothing is tried before `until`, in milliseconds since the epoch. `connect()` tries at once. */
  | { readonly kind: 'waiting'; readonly at: number; readonly until: number };
