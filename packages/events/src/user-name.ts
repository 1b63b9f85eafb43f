import { z } from 'zod';

/**
 * Characters without a shape of their own: controls, directions, zero-width, tag and variation characters, fillers, blanks.
 * Emoji that are joined of several (U+200D) or end in a variation selector (U+FE0F), and words that need a non-joiner, are
 * refused with them: two names that look the same could differ in one.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Noncharacter_Code_Point}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u1680\u2800\ufffc\u{1d159}]/u;

const LENGTH = 'must be 1-32 characters';

export const UserName = z
  .string()
  // So that no text of any length is brought into NFKC, which makes some characters eighteen.
  .max(256, { error: LENGTH, abort: true })
  .normalize('NFKC')
  .overwrite((name) => name.replace(/ +/g, ' ').trim())
  .min(1, LENGTH)
  .max(32, LENGTH)
  .refine((name) => !INVISIBLE.test(name), {
    error: ({ input }) => `must have no invisible characters: leave out ${numberOf(input as string)}`,
  })
  .refine((name) => name === '' || /[\p{L}\p{N}\p{P}\p{S}]/u.test(name), 'must have something to see')
  .meta({
    title: 'User name',
    description:
      '1-32 characters in the form NFKC, none of them invisible, shown to everyone in the room. Names that differ only in case or width are the same name.',
  });

/** The first invisible character, as Unicode numbers it. */
function numberOf(name: string): string {
  const point = INVISIBLE.exec(name)?.[0].codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
