/** Seeds of scripts that once broke a rule, or come close to one; the tests play each of them again. */
export const pastSeeds: readonly { readonly seed: number; readonly why: string }[] = [
  { seed: 5, why: 'calls behind a frame that ended the connection were taken for unanswered' },
  { seed: 57, why: 'a connection closed with calls in flight was taken for closed without a reason' },
];
