/** The ways to read a row. */
export type DetailTab = 'tree' | 'pretty' | 'frames' | 'diff' | 'check';
