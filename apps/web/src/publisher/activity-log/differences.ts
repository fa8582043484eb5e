export interface Difference {
  /** `pool.services.0.weight` */
  readonly path: string
  /** Undefined = it was not there. */
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Every field that is another one after a change, in the order of the documents. */
export function toDifferences(before: unknown, after: unknown): readonly Difference[] {
  const old = flatten(before)
  const now = flatten(after)
  const paths = [...new Set([...old.keys(), ...now.keys()])]
  return paths
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((difference) => difference.before !== difference.after)
}

/** Texts of all values that hold no others, by their paths. */
function flatten(value: unknown): Map<string, string> {
  const texts = new Map<string, string>()
  const walk = (path: string, one: unknown): void => {
    if (one === undefined) return
    const isObject = typeof one === 'object' && one !== null
    // A document without fields has nothing to tell.
    if (path === '' && (!isObject || Object.keys(one).length === 0)) return
    if (isObject && Object.keys(one).length > 0) {
      for (const [name, part] of Object.entries(one)) walk(path === '' ? name : `${path}.${name}`, part)
      return
    }
    texts.set(path, typeof one === 'string' ? one : JSON.stringify(one))
  }
  walk('', value)
  return texts
}
