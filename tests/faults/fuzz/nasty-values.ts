import fc from 'fast-check'

/** Texts that some part of a program takes for more than a text. */
export const nastyTexts: readonly string[] = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '..',
  '../../etc/passwd',
  '%',
  '%00',
  '%zz',
  '\u0000',
  '\ud800',
  '\u202e\u2028',
  '\r\nX-Injected: 1',
  'İ',
  '😀',
  'a'.repeat(300),
  'a'.repeat(5_000),
  '('.repeat(500),
  '{'.repeat(500),
  '$.'.repeat(300),
  '<'.repeat(300),
  '9'.repeat(400),
  '1e999',
  '-0',
  'NaN',
  'null',
  '[]',
  "' or 1 eq 1",
  "name eq 'a'",
  "contains(name,'a') and (name ne 'b')",
  'name eq',
  `${'('.repeat(300)}name eq 'a'${')'.repeat(300)}`,
  `${'not '.repeat(2_000)}name eq 'a'`,
  '{{a}}',
  '{{a}}{{',
  '@(1)',
  `@(${'('.repeat(300)}1${')'.repeat(300)})`,
  '@{ return "a"; }',
  '/{a}/{*b}',
  '/{a}/{a}',
  '#if ($DevFirstName)x',
  `${'#if ($a)'.repeat(500)}`,
  '#foreach ($a in $b)$a#end',
  '<policies><inbound><base /></inbound></policies>',
  '<policies><inbound><set-header name="x"><value>{{a}}</value></set-header></inbound></policies>',
  '<policies><inbound><include-fragment fragment-id="a" /></inbound></policies>',
  '<fragment><include-fragment fragment-id="a" /></fragment>',
  '<!DOCTYPE a [<!ENTITY b "c">]><policies>&b;</policies>',
  `${'<a>'.repeat(3_000)}`,
  'openapi: 3.0.0',
  '{"openapi":"3.0.1","info":{"title":"a","version":"1"},"paths":{"/__proto__":{"get":{"responses":{"200":{"description":"a"}}}}}}',
  '{"openapi":"3.0.1","info":{"title":"a","version":"1"},"paths":{},"components":{"schemas":{"__proto__":{"type":"object"}}}}',
  '{"swagger":"2.0","info":{"title":"a","version":"1"},"paths":{"/a":{"get":{}}}}',
  'a: &a [*a]',
  '<application xmlns="http://wadl.dev.java.net/2009/02"><resources base="http://a"><resource path="b"/></resources></application>',
  'data:text/plain;base64,////',
]

/** Texts that many fields take. */
export const usualTexts: readonly string[] = [
  'a',
  'b',
  'name',
  '1',
  'true',
  'https://backend.example/a',
  'http://127.0.0.1:1/',
  'ftp://a',
  'someone@example.com',
  '2027-01-01T00:00:00Z',
  '2027-01-01',
  'P1D',
  'PT1H',
  '/apis/echo-api',
  '/products/starter',
  '/products/unlimited',
  '/users/1',
  '/apis',
  '/backends/a',
  '/certificates/a',
  '/loggers/a',
  '/apiVersionSets/a',
  '/a/{b}',
  'GET',
  'application/json',
  'rawxml',
  'openapi+json',
  '200',
  'echo',
]

export const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...usualTexts) },
  { weight: 3, arbitrary: fc.constantFrom(...nastyTexts) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
)

const number = fc.oneof(
  fc.integer({ min: -2, max: 200 }),
  fc.constantFrom(0, -0, 1.5, 2 ** 31, 2 ** 53, 2 ** 60, 1e308, -1e308, 5e-324),
)

const scalar = fc.oneof(text, number, fc.boolean(), fc.constant(null))

const name = fc.oneof(fc.constantFrom('properties', 'value', 'id', 'name', '__proto__', 'constructor'), text)

/** As JSON.parse makes it: `__proto__` is a member like any other. */
export const toObject = (members: readonly (readonly [string, unknown])[]): Record<string, unknown> =>
  JSON.parse(
    `{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? 'null'}`).join(',')}}`,
  )

const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    scalar,
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('tree')), { maxLength: 5 }).map(toObject),
  ),
}))

const deep = fc
  .tuple(fc.constantFrom(20, 200, 3_000), fc.boolean())
  .map(([depth, isArray]) =>
    isArray
      ? JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
      : JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`),
  )

/** Any JSON value. */
export const json: fc.Arbitrary<unknown> = fc.oneof({ weight: 20, arbitrary: tree }, { weight: 1, arbitrary: deep })
