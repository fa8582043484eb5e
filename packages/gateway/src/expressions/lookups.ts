import type { PolicyLookup, PolicyUrl, PolicyValues } from '@sluice/policy-language/expression'
import type { UrlParts } from '../pipeline/call-urls.ts'
import type { HeaderList } from '../pipeline/header-list.ts'
import { foldCase } from '../routing/fold-case.ts'
import { decodeFormText } from '../routing/query-string.ts'

/** Headers by name in any case. */
export const headerLookup = (headers: HeaderList): PolicyLookup<PolicyValues> => ({
  get(name) {
    const values = headers.values(name)
    return values.length === 0 ? undefined : values
  },
  *names() {
    const seen = new Set<string>()
    const fields = headers.toArray()
    for (let at = 0; at < fields.length; at += 2) {
      const name = fields[at] as string
      if (seen.has(name.toLowerCase())) continue
      seen.add(name.toLowerCase())
      yield name
    }
  },
})

/** Parameters of a query by name in any case, decoded. @param query with its `?`, or empty */
export function queryLookup(query: string): PolicyLookup<PolicyValues> {
  const byName = new Map<string, { readonly name: string; readonly values: string[] }>()
  for (const part of query.slice(1).split('&')) {
    if (part === '') continue
    const at = part.indexOf('=')
    const name = decodeFormText(at < 0 ? part : part.slice(0, at))
    const value = at < 0 ? '' : decodeFormText(part.slice(at + 1))
    const known = byName.get(foldCase(name))
    if (known === undefined) byName.set(foldCase(name), { name, values: [value] })
    else known.values.push(value)
  }
  return {
    get: (name) => byName.get(foldCase(name))?.values,
    *names() {
      for (const { name } of byName.values()) yield name
    },
  }
}

export const mapLookup = <T>(map: ReadonlyMap<string, T>): PolicyLookup<T> => ({
  get: (name) => map.get(name),
  names: () => map.keys(),
})

export const toPolicyUrl = (parts: UrlParts): PolicyUrl => ({
  host: parts.host,
  path: parts.path,
  port: parts.port,
  scheme: parts.scheme,
  queryString: parts.query,
  query: queryLookup(parts.query),
})
