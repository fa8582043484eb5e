import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMatchedParameters } from './matched-parameters.ts'
import { compileOperationTree, type RoutedOperation } from './operation-tree.ts'
import { parseUrlTemplate, type UrlTemplate } from './url-template.ts'

const parse = (text: string): UrlTemplate => {
  const { template, faults } = parseUrlTemplate(text)
  if (template === undefined) throw new Error(JSON.stringify(faults))
  return template
}

const operations = (texts: readonly string[]): RoutedOperation<string>[] =>
  texts.map((text, ordinal) => {
    const [method = '', template = ''] = text.split(' ')
    return { method, template: parse(template), ordinal, target: text }
  })

/** Path and query of a call as the tree takes them. */
const match = (texts: readonly string[], request: string): string | undefined => {
  const [method = '', target = ''] = request.split(' ')
  const at = target.indexOf('?')
  const path = at < 0 ? target : target.slice(0, at)
  return compileOperationTree(operations(texts)).match(method, path, at < 0 ? '' : target.slice(at))
}

const longSegment = 'x'.repeat(1024)

/** Operations in the order they were created · call · the one that answers, none = 404. */
const cases: readonly (readonly [operations: readonly string[], request: string, answers: string | undefined])[] = [
  // One template.
  [['GET /resource'], 'GET /resource', 'GET /resource'],
  [['GET /resource'], 'GET /resource/', 'GET /resource'],
  [['GET /resource/'], 'GET /resource', 'GET /resource/'],
  [['GET /resource'], 'GET /RESOURCE', 'GET /resource'],
  [['GET /Größe'], 'GET /gr%C3%B6%C3%9Fe', 'GET /Größe'],
  [['GET /a%20b'], 'GET /a%20b', 'GET /a%20b'],
  [['GET /resource'], 'GET /res%6Furce', 'GET /resource'],
  [['GET /resource'], 'GET /resources', undefined],
  [['GET /resource'], 'GET /resource/x', undefined],
  [['GET /resource'], 'GET //resource', undefined],
  [['GET /resource'], 'GET /resource//', undefined],
  [['GET /resource'], 'GET ', undefined],
  [['GET /'], 'GET ', 'GET /'],
  [['GET /'], 'GET /', 'GET /'],
  [['GET /'], 'GET /x', undefined],
  [['GET resource'], 'GET /resource', 'GET resource'],
  // Methods.
  [['GET /resource'], 'POST /resource', undefined],
  [['GET /resource'], 'HEAD /resource', undefined],
  [['GET /resource'], 'OPTIONS /resource', undefined],
  [['HEAD /resource', 'GET /resource'], 'HEAD /resource', 'HEAD /resource'],
  [['PURGE /resource'], 'PURGE /resource', 'PURGE /resource'],
  [['GET /resource'], 'get /resource', undefined],
  // Parameters.
  [['GET /{id}'], 'GET /1', 'GET /{id}'],
  [['GET /{id}'], 'GET /1/', 'GET /{id}'],
  [['GET /{id}'], 'GET /', undefined],
  [['GET /{id}'], 'GET /1/2', undefined],
  [['GET /{id}'], 'GET /a%2Fb', 'GET /{id}'],
  [['GET /{id}'], 'GET /%zz', 'GET /{id}'],
  [['GET /a/{x}/b'], 'GET /a/1/b', 'GET /a/{x}/b'],
  [['GET /a/{x}/b'], 'GET /a//b', undefined],
  [['GET /a/{x}/b'], 'GET /a/b', undefined],
  [['GET /{x}/{y}'], 'GET /1/2', 'GET /{x}/{y}'],
  [['GET /{id}'], `GET /${longSegment}`, 'GET /{id}'],
  [['GET /{id}'], `GET /${longSegment}x`, undefined],
  [['GET /*'], `GET /a/${longSegment}x`, undefined],
  [
    ['GET /workspaces/{w}/services/{s}/jobs/{j}/start'],
    'GET /workspaces/1/services/2/jobs/3/start',
    'GET /workspaces/{w}/services/{s}/jobs/{j}/start',
  ],
  // Literals mixed with parameters.
  [['GET /Fn(a={x})'], 'GET /Fn(a=1)', 'GET /Fn(a={x})'],
  [['GET /Fn(a={x})'], 'GET /fn(A=1)', 'GET /Fn(a={x})'],
  [['GET /Fn(a={x})'], 'GET /Fn(a=)', undefined],
  [['GET /Fn(a={x},b={y})'], 'GET /Fn(a=1,b=2)', 'GET /Fn(a={x},b={y})'],
  [['GET /Fn(a={x},b={y})'], 'GET /Fn(a=1)', undefined],
  [['GET /{name}.json'], 'GET /a.b.json', 'GET /{name}.json'],
  [['GET /{name}.json'], 'GET /.json', undefined],
  [['GET /v{major}.{minor}'], 'GET /v1.2', 'GET /v{major}.{minor}'],
  [['GET /{a}-{b}'], 'GET /x-y-z', 'GET /{a}-{b}'],
  [['GET /{a}-{b}'], 'GET /--', undefined],
  [['GET /{a}-{b}'], 'GET /---', 'GET /{a}-{b}'],
  // Wildcards.
  [['GET /*'], 'GET ', 'GET /*'],
  [['GET /*'], 'GET /', 'GET /*'],
  [['GET /*'], 'GET /a/b//c/', 'GET /*'],
  [['GET /a/*'], 'GET /a', 'GET /a/*'],
  [['GET /a/*'], 'GET /a/b/c', 'GET /a/*'],
  [['GET /a/*'], 'GET /ab', undefined],
  [['GET /files/{*rest}'], 'GET /files/a/b', 'GET /files/{*rest}'],
  [['GET /{x}/*'], 'GET /', undefined],
  [['GET /{x}/*'], 'GET /a', 'GET /{x}/*'],
  // Query parameters of the template.
  [['GET /a?k={v}'], 'GET /a', undefined],
  [['GET /a?k={v}'], 'GET /a?k=1', 'GET /a?k={v}'],
  [['GET /a?k={v}'], 'GET /a?K=1', 'GET /a?k={v}'],
  [['GET /a?k={v}'], 'GET /a?k=', 'GET /a?k={v}'],
  [['GET /a?k={v}'], 'GET /a?k', 'GET /a?k={v}'],
  [['GET /a?k={v}'], 'GET /a?kk=1', undefined],
  [['GET /a?k={v}'], 'GET /a?x=1&k=2&y=3', 'GET /a?k={v}'],
  [['GET /a?api-version={v}&details={d}'], 'GET /a?details=true&api-version=2.0', 'GET /a?api-version={v}&details={d}'],
  [['GET /a?api-version={v}&details={d}'], 'GET /a?api-version=2.0', undefined],
  [['GET /a?a%20b={v}'], 'GET /a?A+b=1', 'GET /a?a%20b={v}'],
  [['GET /a?op=start'], 'GET /a?op=start', 'GET /a?op=start'],
  [['GET /a?op=start'], 'GET /a?op=Start', 'GET /a?op=start'],
  [['GET /a?op=start'], 'GET /a?op=stop', undefined],
  [['GET /a?op=start'], 'GET /a', undefined],
  [['GET /a?flag'], 'GET /a?flag', 'GET /a?flag'],
  [['GET /a?flag'], 'GET /a?flag=1', 'GET /a?flag'],
  [['GET /a?filter=id-{id}'], 'GET /a?filter=id-7', 'GET /a?filter=id-{id}'],
  [['GET /a?filter=id-{id}'], 'GET /a?filter=7', undefined],
  [['GET /a?*'], 'GET /a?x=1', 'GET /a?*'],
  [['GET /a?*'], 'GET /a', 'GET /a?*'],
  [['GET /a'], 'GET /a?x=1', 'GET /a'],
  [['POST /?soapAction={any}'], 'POST /?soapAction=urn:x', 'POST /?soapAction={any}'],
  // Precedence, whatever the order of creation.
  [['GET /{id}', 'GET /me'], 'GET /me', 'GET /me'],
  [['GET /{id}', 'GET /me'], 'GET /you', 'GET /{id}'],
  [['GET /*', 'GET /{id}'], 'GET /1', 'GET /{id}'],
  [['GET /*', 'GET /'], 'GET /', 'GET /'],
  [['GET /*', 'GET /a/*'], 'GET /a/b', 'GET /a/*'],
  [['GET /a/*', 'GET /a'], 'GET /a/', 'GET /a'],
  [['GET /{id}', 'GET /{name}.json', 'GET /a.json'], 'GET /a.json', 'GET /a.json'],
  [['GET /{id}', 'GET /{name}.json', 'GET /a.json'], 'GET /b.json', 'GET /{name}.json'],
  [['GET /{a}.{b}', 'GET /{a}.json'], 'GET /x.json', 'GET /{a}.json'],
  [['GET /{a}-{b}', 'GET /{a}_{b}'], 'GET /x-y_z', 'GET /{a}-{b}'],
  [['GET /{a}_{b}', 'GET /{a}-{b}'], 'GET /x-y_z', 'GET /{a}_{b}'],
  // From left to right, and back where a branch leads nowhere.
  [['GET /{x}/b', 'GET /a/*'], 'GET /a/b', 'GET /a/*'],
  [['GET /{x}/b', 'GET /a/c'], 'GET /a/b', 'GET /{x}/b'],
  [['GET /a/b/c', 'GET /a/{x}/d', 'GET /{y}/b/e', 'GET /*'], 'GET /a/b/d', 'GET /a/{x}/d'],
  [['GET /a/b/c', 'GET /a/{x}/d', 'GET /{y}/b/e', 'GET /*'], 'GET /a/b/e', 'GET /{y}/b/e'],
  [['GET /a/b/c', 'GET /a/{x}/d', 'GET /{y}/b/e', 'GET /*'], 'GET /a/b/f', 'GET /*'],
  [['GET /a/{x}.json/c', 'GET /a/{x}/d'], 'GET /a/b.json/d', 'GET /a/{x}/d'],
  [['GET /a/b', 'POST /a/{x}'], 'POST /a/b', 'POST /a/{x}'],
  [['GET /a/b?k={v}', 'GET /a/{x}'], 'GET /a/b', 'GET /a/{x}'],
  [['GET /a/b?k={v}', 'GET /a/{x}'], 'GET /a/b?k=1', 'GET /a/b?k={v}'],
  // More required query parameters first, then more of their values, then the older one.
  [['GET /a', 'GET /a?k={v}'], 'GET /a?k=1', 'GET /a?k={v}'],
  [['GET /a', 'GET /a?k={v}'], 'GET /a', 'GET /a'],
  [['GET /a?k={v}', 'GET /a?k={v}&l={w}'], 'GET /a?l=1&k=2', 'GET /a?k={v}&l={w}'],
  [['GET /a?k={v}', 'GET /a?l={v}'], 'GET /a?l=1&k=2', 'GET /a?k={v}'],
  [['GET /a?l={v}', 'GET /a?k={v}'], 'GET /a?l=1&k=2', 'GET /a?l={v}'],
  [['GET /a?k={v}', 'GET /a?k=x-{v}', 'GET /a?k=1'], 'GET /a?k=1', 'GET /a?k=1'],
  [['GET /a?k={v}', 'GET /a?k=x-{v}', 'GET /a?k=1'], 'GET /a?k=x-1', 'GET /a?k=x-{v}'],
  [['GET /a?k={v}', 'GET /a?k=x-{v}', 'GET /a?k=1'], 'GET /a?k=2', 'GET /a?k={v}'],
  [['GET /a/{x}?k={v}', 'GET /a/b'], 'GET /a/b?k=1', 'GET /a/b'],
  [['GET /{x}', 'GET /{y}'], 'GET /1', 'GET /{x}'],
]

describe('the match of an operation', () => {
  it.each(cases)('%j · %s → %s', (given, request, expected) => {
    expect(match(given, request)).toBe(expected)
  })

  it('names the operations that no call can reach', () => {
    const { hidden } = compileOperationTree(
      operations([
        'GET /a/{x}?k={v}',
        'GET /A/{y}?K={w}',
        'POST /a/{x}?k={v}',
        'GET /a/{x}?k=1',
        'GET /*',
        'GET /{*r}',
      ]),
    )
    expect(hidden).toEqual([
      { target: 'GET /A/{y}?K={w}', by: 'GET /a/{x}?k={v}' },
      { target: 'GET /{*r}', by: 'GET /*' },
    ])
  })
})

const literal = fc.constantFrom('a', 'b', 'c.json', 'v1')
const segment = fc.oneof(
  { weight: 4, arbitrary: literal },
  { weight: 2, arbitrary: fc.constant('{p}') },
  { weight: 1, arbitrary: fc.constantFrom('{p}.json', 'v{p}', '{p}-{q}') },
)
/** Names are made unique per template, because a name may stand there once. */
const template = fc
  .record({
    method: fc.constantFrom('GET', 'POST'),
    segments: fc.array(segment, { maxLength: 4 }),
    hasRest: fc.boolean(),
    query: fc.subarray(['k={}', 'l={}', 'k2=1']),
  })
  .map(({ method, segments, hasRest, query }) => {
    let count = 0
    const unique = (text: string) => text.replaceAll(/\{[a-z]?\}/g, () => `{n${count++}}`)
    const path = [...segments.map(unique), ...(hasRest ? ['*'] : [])].join('/')
    return `${method} /${path}${query.length > 0 ? `?${query.map(unique).join('&')}` : ''}`
  })
const request = fc.record({
  method: fc.constantFrom('GET', 'POST'),
  segments: fc.array(fc.constantFrom('a', 'b', 'c.json', 'v1', 'v2', 'x-y', 'zz', ''), { maxLength: 5 }),
  query: fc.subarray(['k=7', 'L=8', 'k2=1', 'k2=2', 'other=1']),
})

describe('the tree', () => {
  it('answers a call that was made from a template, with the values it was made with', () => {
    const value = fc.stringMatching(/^[a-zA-Z0-9 ü/+&=%]{1,8}$/)
    fc.assert(
      fc.property(template, fc.array(value, { minLength: 12, maxLength: 12 }), (text, values) => {
        const [method = '', templateText = ''] = text.split(' ')
        const parsed = parse(templateText)
        // A value with the text that follows it in a mixed segment could be cut in two ways.
        fc.pre(!/\{n\d+\}[^/&]|[^/=&?]\{n\d+\}/.test(templateText))
        const expected = new Map(parsed.parameterNames.map((name, index) => [name, values[index] ?? '']))
        const filled = templateText
          .replaceAll(/\{(n\d+)\}/g, (_, name: string) => encodeURIComponent(expected.get(name) ?? ''))
          .replace('*', 'some/rest')
        const at = filled.indexOf('?')
        const path = at < 0 ? filled : filled.slice(0, at)
        const query = at < 0 ? '' : filled.slice(at)
        expect(compileOperationTree(operations([text])).match(method, path, query)).toBe(text)
        expect(readMatchedParameters(parsed, path, query)).toEqual(expected)
      }),
      { numRuns: 1000 },
    )
  })

  it('agrees with a matcher that tries every operation', () => {
    fc.assert(
      fc.property(fc.array(template, { maxLength: 12 }), request, (texts, { method, segments, query }) => {
        const path = segments.length === 0 ? '' : `/${segments.join('/')}`
        const queryText = query.length === 0 ? '' : `?${query.join('&')}`
        expect(match(texts, `${method} ${path}${queryText}`)).toBe(naiveMatch(texts, method, segments, queryText))
      }),
      { numRuns: 5000 },
    )
  })
})

/** Rank of a segment's pattern; smaller goes first. Undefined = does not match. */
function rankOf(pattern: UrlTemplate['segments'][number], text: string): string | undefined {
  if (text === '') return undefined
  if (pattern.kind === 'literal') return pattern.text === text ? '0' : undefined
  if (pattern.kind === 'parameter') return '2'
  const expression = pattern.literals.map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+)')
  const fixed = pattern.literals.join('').length
  return new RegExp(`^${expression}$`).test(text) ? `1${String(999 - fixed)}` : undefined
}

function naiveMatch(
  texts: readonly string[],
  method: string,
  given: readonly string[],
  query: string,
): string | undefined {
  const segments = given.at(-1) === '' ? given.slice(0, -1) : given
  const present = new Map(
    query
      .slice(1)
      .split('&')
      .filter((part) => part !== '')
      .reverse()
      .map((part) => part.toLowerCase().split('=') as [string, string]),
  )
  const ranked = operations(texts).flatMap((operation) => {
    const { template: parsed } = operation
    if (operation.method !== method) return []
    if (parsed.rest === undefined && segments.length !== parsed.segments.length) return []
    if (segments.length < parsed.segments.length) return []
    const ranks = parsed.segments.map((pattern, index) => rankOf(pattern, segments[index] ?? ''))
    if (ranks.includes(undefined)) return []
    const isSatisfied = parsed.query.every(({ foldedName, value }) => {
      const got = present.get(foldedName)
      return got !== undefined && (value?.kind !== 'literal' || value.text === got)
    })
    if (!isSatisfied) return []
    // The end of a template goes before a wildcard for nothing, a wildcard after every segment.
    const path = [...ranks, parsed.rest === undefined ? '' : '9'].join(' ')
    const fixedCount = parsed.query.filter(({ value }) => value?.kind === 'literal').length
    return [{ operation, path, queryCount: parsed.query.length, fixedCount }]
  })
  // No segment of the requests fits two mixed patterns with literals of one length, so age does not come in here.
  ranked.sort(
    (a, b) =>
      comparePaths(a.path, b.path) ||
      b.queryCount - a.queryCount ||
      b.fixedCount - a.fixedCount ||
      a.operation.ordinal - b.operation.ordinal,
  )
  return ranked[0]?.operation.target
}

const comparePaths = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
