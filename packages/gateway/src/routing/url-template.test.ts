import { describe, expect, it } from 'vitest'
import { parseUrlTemplate } from './url-template.ts'

describe('a URL template', () => {
  it('is read into segments, rest and required query parameters', () => {
    expect(parseUrlTemplate('/a%20b/{Id}/Fn(x={x})/{*rest}?api-version={v}&op=start&flag&*')).toEqual({
      faults: [],
      template: {
        segments: [
          { kind: 'literal', text: 'a b' },
          { kind: 'parameter', name: 'Id' },
          { kind: 'mixed', literals: ['Fn(x=', ')'], names: ['x'] },
        ],
        rest: { name: 'rest' },
        query: [
          { foldedName: 'api-version', value: { kind: 'parameter', name: 'v' } },
          { foldedName: 'op', value: { kind: 'literal', text: 'start' } },
          { foldedName: 'flag', value: undefined },
        ],
        parameterNames: ['Id', 'x', 'rest', 'v'],
      },
    })
  })

  it.each(['/', '/*', '*', 'resource', '?op=x', '/?soapAction={any}', '/a/', '/{a}-{b}.{c}', '/a?k='])(
    'may be %s',
    (text) => {
      expect(parseUrlTemplate(text).faults).toEqual([])
    },
  )

  it.each([
    ['/a//b', ['There is an empty segment between two slashes (character 4)']],
    ['/a/{', ["There is a '{' without its '}' (character 4)"]],
    ['/a}/b', ["There is a '}' without its '{' (character 3)"]],
    ['/{}', ['A parameter has no name (character 3)']],
    ['/{a/b}', ["The parameter name 'a/b' has a character that a name cannot have (character 3)"]],
    ['/{a}{b}', ['Between two parameters there has to be some text (character 5)']],
    ['/*/a', ["The wildcard '*' may stand at the end only (character 2)"]],
    ['/{*rest}/a', ["The wildcard '{*rest}' may stand at the end only (character 2)"]],
    ['/a*', ["A '*' has to be a whole segment at the end (character 3)"]],
    ['/{id}/{ID}', ["The parameter 'id' is there more than once (character 1)"]],
    ['/{id}?id={id}', ["The parameter 'id' is there more than once (character 1)"]],
    ['/a?k={x}&K={y}', ["The query parameter 'k' is there more than once (character 3)"]],
    ['/a?={x}', ['There is a query parameter without a name (character 4)']],
    ['/a?{x}', ["The query part '{x}' has to be of the form name={value} (character 4)"]],
    ['/a?k={x}&&l={y}', ['There is an empty query parameter (character 10)']],
    [`/${'x'.repeat(1025)}`, ['A segment is longer than 1024 characters (character 2)']],
    [
      '/{}/{a/b}?={x}',
      [
        'A parameter has no name (character 3)',
        "The parameter name 'a/b' has a character that a name cannot have (character 6)",
        'There is a query parameter without a name (character 11)',
      ],
    ],
  ])('is refused with every fault and its place: %s', (text, messages) => {
    const { template, faults } = parseUrlTemplate(text)
    expect(template).toBeUndefined()
    expect(faults).toEqual(
      messages.map((message) => ({ code: 'ValidationError', target: 'properties.urlTemplate', message })),
    )
  })
})
