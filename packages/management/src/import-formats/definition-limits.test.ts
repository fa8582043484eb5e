import { expect, it } from 'vitest'
import { startManagement } from '../management.fixture.ts'

const definitionOf = (operations: number) =>
  JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'Many', version: '1' },
    paths: Object.fromEntries(
      Array.from({ length: operations }, (_, number) => [
        `/a${number}`,
        { get: { responses: { 200: { description: '' } } } },
      ]),
    ),
  })

it('a definition of more operations than one transaction should write is refused, and changes nothing', async () => {
  const { call, store } = await startManagement({ createSamples: false })
  const { changeNumber } = await store.readAll()
  const value = definitionOf(5_001)
  const { status, json } = await call('PUT', '/apis/a', { properties: { format: 'openapi+json', value, path: 'a' } })
  expect([status, json.error.details]).toEqual([
    400,
    [
      {
        code: 'ValidationError',
        target: 'properties.value',
        message: 'The definition has more than 5000 operations.',
      },
    ],
  ])
  expect((await store.readAll()).changeNumber).toBe(changeNumber)
})

it.each([
  [
    'aliases of aliases',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdef'
      .split('')
      .map((name, at) => `${name}: &${name} [${Array(9).fill(`*${'abcde'[at]}`).join()}]`)
      .join('\n')}\nopenapi: 3.0.1\ninfo: {title: a, version: "1"}\npaths: {}`,
  ],
  ['an alias of itself', 'openapi: 3.0.1\ninfo: {title: a, version: "1"}\npaths: &p\n  /a: *p'],
  ['brackets without end', `openapi: 3.0.1\nx: ${'['.repeat(50_000)}`],
  [
    'a path of nothing but braces',
    `openapi: 3.0.1\ninfo: {title: a, version: "1"}\npaths: {"/${'{a'.repeat(20_000)}": {get: {}}}`,
  ],
])('%s are refused', async (_, value) => {
  const { call } = await startManagement({ createSamples: false })
  expect((await call('PUT', '/apis/a', { properties: { format: 'openapi', value, path: 'a' } })).status).toBe(400)
})

it('names of the prototype in a definition are names like any other', async () => {
  const { call } = await startManagement({ createSamples: false })
  const value =
    '{"openapi":"3.0.1","info":{"title":"a","version":"1"},"__proto__":{"spoilt":1},"paths":{"/a":{"__proto__":{"spoilt":1},"get":{"responses":{}}}}}'
  const sent = { properties: { format: 'openapi+json', value, path: 'a' } }
  expect((await call('PUT', '/apis/a', sent)).status).toBeLessThan(500)
  expect(({} as { spoilt?: unknown }).spoilt).toBeUndefined()
})
