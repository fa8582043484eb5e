/** What is wanted of every item of a list, all its pages through. */
export async function collect<Item>(items: AsyncIterable<Item>, pick: (item: Item) => unknown): Promise<unknown[]> {
  const values: unknown[] = []
  for await (const item of items) values.push(pick(item))
  return values
}
