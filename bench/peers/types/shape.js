// What every procedure takes and gives; the project's own app of this size is of the same shape.

export const INPUT = `z.object({
      id: z.string().min(1).max(64),
      name: z.string(),
      count: z.number().int(),
      tags: z.array(z.string()).max(8),
      kind: z.enum(['a', 'b', 'c']),
    })`;

export const OUTPUT = 'z.object({ id: z.string(), done: z.boolean(), at: z.number() })';

export const ERROR_DATA = 'z.object({ reason: z.string() })';

/** What a handler does: one kind is refused, by the statement that is given. */
export function handle(refuse) {
  return `if (input.kind === 'c') ${refuse};
      return { id: input.id, done: input.tags.length > 0, at: input.count };`;
}

export function payload(f) {
  return `{ id: 'x', name: 'y', count: ${f}, tags: ['z'], kind: 'a' }`;
}

export function feature(f) {
  return `f${f}`;
}

export function procedures(count) {
  return Array.from({ length: count }, (_, index) => `do${index}`);
}
