import { quote } from '../../shared/api-client/resource.ts'
import { useResourceList } from '../../shared/api-client/use-resource.ts'

/** More than a page of a list names. */
const most = 100

/**
 * Properties of those that a page speaks of, by name in small letters: a list of subscriptions names its products and
 * users by id only.
 */
export function useNamed<Properties>(path: string, names: readonly string[]): ReadonlyMap<string, Properties> {
  const sought = [...new Set(names.map((name) => name.toLowerCase()))].sort().slice(0, most)
  const { data } = useResourceList<Properties>(sought.length === 0 ? undefined : path, {
    $top: most,
    $filter: sought.map((name) => `name eq ${quote(name)}`).join(' or '),
  })
  return new Map(data?.value.map(({ name, properties }) => [name.toLowerCase(), properties]))
}
