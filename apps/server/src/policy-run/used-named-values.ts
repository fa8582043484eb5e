import { type FragmentText, usesOf } from '@sluice/policy-language'

/** Keys of the named values that texts refer to, themselves or through fragments. @param fragments by `fragmentKey` */
export function usedNamedValues(
  texts: readonly string[],
  fragments: ReadonlyMap<string, FragmentText>,
): ReadonlySet<string> {
  const sources = new Set(texts)
  // What is added while it is walked is walked, too.
  for (const source of sources) {
    for (const key of usesOf([source]).fragments) {
      const fragment = fragments.get(key)
      if (fragment !== undefined) sources.add(fragment.value)
    }
  }
  return usesOf([...sources]).namedValues
}
