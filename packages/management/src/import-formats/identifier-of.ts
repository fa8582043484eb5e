/** Of 80 characters an identifier may have, four stay free for the suffix. */
const maxBaseLength = 76
const maxSuffix = 999

/**
 * Gives out operation ids: lower case, runs of other signs than letters and digits become `-`, none at the ends, cut at
 * 76 characters, then `-1` … `-999` for ids that are taken.
 * @see reference: API Management, 1.16
 */
export function createOperationIds(): (text: string, fallback: string) => string | undefined {
  const take = createTaker()
  return (text, fallback) => take(toAsciiId(text) || toAsciiId(fallback) || 'operation')
}

/** Gives out tag ids by the same rule, but that letters of any script stay: tags are shared by all APIs of a service. */
export function createTagIds(): (displayName: string) => string | undefined {
  const take = createTaker()
  return (displayName) => take(toId(displayName, /[^\p{L}\p{N}]+/gu) || 'tag')
}

const toAsciiId = (text: string): string => toId(text, /[^a-z0-9]+/g)

const toId = (text: string, others: RegExp): string =>
  text.toLowerCase().replace(others, '-').replace(/^-|-$/g, '').slice(0, maxBaseLength)

/** @returns a function that answers undefined when even the last suffix is taken */
function createTaker(): (base: string) => string | undefined {
  const taken = new Set<string>()
  const nextSuffix = new Map<string, number>()
  return (base) => {
    let id = base
    for (let suffix = nextSuffix.get(base) ?? 0; suffix <= maxSuffix; suffix++) {
      id = suffix === 0 ? base : `${base}-${suffix}`
      if (taken.has(id)) continue
      taken.add(id)
      nextSuffix.set(base, suffix + 1)
      return id
    }
    return undefined
  }
}
