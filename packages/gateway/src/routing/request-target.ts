/** Path of an origin-form target, without dot segments and backslashes; nothing else is changed or decoded. */
export function pathOfTarget(target: string): string {
  const queryAt = target.indexOf('?')
  const path = queryAt < 0 ? target : target.slice(0, queryAt)
  return needsTidying(path) ? tidy(path) : path
}

/** Query of an origin-form target with its `?`, or empty. */
export function queryOfTarget(target: string): string {
  const queryAt = target.indexOf('?')
  return queryAt < 0 ? '' : target.slice(queryAt)
}

const dotSegment = /\/(?:\.|%2e){1,2}(?:\/|$)/i

const needsTidying = (path: string): boolean =>
  path.includes('\\') || ((path.includes('/.') || path.includes('/%2')) && dotSegment.test(path))

/**
 * What a browser or a .NET backend would make of the path. It is done before matching, so that the path which was
 * matched is the path that the backend acts on: `/echo/../admin` must not be let in as a part of `/echo`.
 */
function tidy(path: string): string {
  const kept: string[] = []
  const segments = path.replaceAll('\\', '/').split('/').slice(1)
  segments.forEach((segment, index) => {
    const plain = segment.length <= 6 ? segment.replaceAll(/%2e/gi, '.') : segment
    const isLast = index === segments.length - 1
    if (plain === '..') kept.pop()
    if (plain !== '.' && plain !== '..') kept.push(segment)
    else if (isLast) kept.push('')
  })
  return `/${kept.join('/')}`
}
