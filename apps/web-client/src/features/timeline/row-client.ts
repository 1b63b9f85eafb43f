/** Whose row it is, as far as a row shows it. */
export interface RowClient {
  readonly name: string;
  /** Left out for a client that is only in a recording. */
  readonly hue?: number;
}

/** Finds a client by its id; one that was removed has a name, too. */
export type FindClient = (id: string) => RowClient;
