/** Why no project was made, in one sentence for the person who asked for it. */
export class CreateError extends Error {
  override readonly name = 'CreateError';
}

/** The person has changed their mind, or a signal ends the process. `exitCode` is what shells expect then. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled';
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Cancelled: nothing was made.');
    this.exitCode = exitCode;
  }
}
