/** A reason not to start, in words for the person at the keyboard: one line per problem, no stack. */
export class StartError extends Error {
  constructor(problems: string | readonly string[], options?: ErrorOptions) {
    super(typeof problems === 'string' ? problems : problems.join('\n'), options);
    this.name = 'StartError';
  }
}
