/** One after the other, to the end even when some fail. @returns those that failed, with why */
export async function runAll<Item>(
  items: readonly Item[],
  run: (item: Item) => Promise<unknown>,
): Promise<readonly { readonly item: Item; readonly error: unknown }[]> {
  const failures: { readonly item: Item; readonly error: unknown }[] = []
  for (const item of items) {
    try {
      await run(item)
    } catch (error) {
      failures.push({ item, error })
    }
  }
  return failures
}
