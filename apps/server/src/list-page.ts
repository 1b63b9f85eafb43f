export interface PageOptions<Item> {
  /** Orders the list and stands for the item in a cursor: unique, and the same as long as the item is there. */
  readonly keyOf: (item: Item) => string;
  /** What the search looks at. */
  readonly textOf: (item: Item) => string;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface Page<Item> {
  readonly items: Item[];
  /** The cursor of the page after this one; left out where none follows. */
  readonly next?: string;
  /** How many items all pages have together. */
  readonly total: number;
}

/** One page of what the search finds, upper and lower case alike. What comes and goes meanwhile moves no other item. */
export function listPage<Item>(
  items: Iterable<Item>,
  { keyOf, textOf, search = '', cursor, limit }: PageOptions<Item>,
): Page<Item> {
  const text = search.toLowerCase();
  const found = [...items]
    .filter((item) => textOf(item).toLowerCase().includes(text))
    .map((item) => ({ key: keyOf(item), item }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const rest = cursor === undefined ? found : found.filter(({ key }) => key > cursor);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ item }) => item),
    ...(last && rest.length > shown.length && { next: last.key }),
    total: found.length,
  };
}
