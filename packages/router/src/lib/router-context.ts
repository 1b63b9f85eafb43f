/** What the router itself must know of the caller. An application's context extends it. */
export interface RouterContext {
  /** Who calls, or `undefined` for a stranger. Never `undefined` in controllers of events with a scope. */
  readonly user: { readonly id: string } | undefined;
  /**
   * What counts as one client for the rate of a stranger, and of an event that needs no identity: its address, as far as the
   * transport knows it. Without it each socket counts for itself, and all strangers over HTTP together.
   */
  readonly address?: string | undefined;
  /** What the caller may do; compared with the event's `policy.scope`. */
  readonly scopes: readonly string[];
}
