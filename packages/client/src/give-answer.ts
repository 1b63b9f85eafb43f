/** Where an answer to the server goes. */
export type GiveAnswer = (answer: unknown) => void;

/** The ack at the end of what came with an event, if the server waits for an answer. Takes it away. */
export function takeAck(args: unknown[]): GiveAnswer | undefined {
  return typeof args.at(-1) === 'function' ? (args.pop() as GiveAnswer) : undefined;
}

/** Gives the server the first of the listeners' results that is one, in the order of the listeners; nothing if none is. */
export async function giveAnswer(results: readonly unknown[], ack: GiveAnswer): Promise<void> {
  for (const result of results) {
    const answer = await result;
    if (answer !== undefined) return ack(answer);
  }
}
