import type { CallContext } from '../../pipeline/call-context.ts'
import { foldCase } from '../../routing/fold-case.ts'
import { decodeFormText } from '../../routing/query-string.ts'

/** What tells responses of one URL apart. */
export interface Variation {
  readonly byUser: boolean
  readonly byGroups: boolean
  /** Lower case. */
  readonly headers: readonly string[]
  /** None = all query parameters. */
  readonly parameters: readonly string[]
}

/**
 * Under which key the response to this call is kept: service, API with its revision, operation, the path and query the
 * client asked for, and what it varies by. The parts are JSON, so that no value can pass for two.
 */
export function cacheKey(context: CallContext, variation: Variation): string {
  const { api, call, operation, service, user } = context
  const mark = call.target.indexOf('?')
  const path = mark < 0 ? call.target : call.target.slice(0, mark)
  const query = mark < 0 ? '' : call.target.slice(mark + 1)
  return JSON.stringify([
    service.resourceId,
    api?.resourceId ?? '',
    api?.properties.apiRevision ?? '',
    operation?.resourceId ?? '',
    path,
    countedParameters(query, variation.parameters, api?.properties.subscriptionKeyParameterNames.query),
    variation.headers.map((name) => [name, call.header(name) ?? null]),
    variation.byUser ? (user?.resourceId ?? '') : null,
    variation.byGroups ? [...(user?.groupIds ?? [])].sort() : null,
  ])
}

/** Sorted by name, so that `a=1&b=2` and `b=2&a=1` share a response. Who asks with which key makes no difference. */
function countedParameters(
  query: string,
  counted: readonly string[],
  keyParameter: string | undefined,
): readonly string[] {
  if (query === '') return []
  const names = new Set(counted.filter((name) => name !== '').map(foldCase))
  const foldedKey = keyParameter === undefined ? undefined : foldCase(keyParameter)
  return query
    .split('&')
    .map((text) => ({ text, name: foldCase(decodeFormText(text.split('=', 1)[0] ?? '')) }))
    .filter(({ text, name }) => text !== '' && name !== foldedKey && (names.size === 0 || names.has(name)))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .map(({ text }) => text)
}
