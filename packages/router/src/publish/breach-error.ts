import type { Issue } from '@switchboard/contract';

/** The server was about to send an event that breaks the contract; nothing was sent. */
export class BreachError extends TypeError {
  readonly event: string;
  readonly issues: readonly Issue[];

  constructor({ event, issues }: { readonly event: string; readonly issues: readonly Issue[] }) {
    super(`The server event "${event}" breaks the contract: ${JSON.stringify(issues)}`);
    this.name = 'BreachError';
    this.event = event;
    this.issues = issues;
  }
}
