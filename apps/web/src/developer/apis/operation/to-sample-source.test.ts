import { expect, it } from 'vitest'
import { toSampleSource } from './to-sample-source.ts'

const host = { value: 'g.example', address: 'https://g.example', baseUrl: 'https://g.example/shop', version: null }

it('fills a template with what the operation names, leaves the rest in braces, and has no real key', () => {
  const source = toSampleSource(
    {
      displayName: 'Order',
      method: 'POST',
      urlTemplate: '/orders/{id}/{*rest}?v={v}',
      templateParameters: [
        { name: 'id', type: 'string', defaultValue: 'a b' },
        { name: 'v', type: 'string', values: ['2.0', '1.0'] },
      ],
      request: {
        queryParameters: [
          { name: 'x', type: 'string', required: true },
          { name: 'y', type: 'string' },
        ],
        headers: [{ name: 'X-A', type: 'string', required: true, defaultValue: '1' }],
        representations: [{ contentType: 'application/json', examples: { default: { value: { a: 1 } } } }],
      },
    },
    { host, keyHeader: 'Api-Key' },
  )
  expect(source).toEqual({
    method: 'POST',
    url: 'https://g.example/shop/orders/a%20b/{rest}?v=2.0&x={x}',
    headers: [
      { name: 'Api-Key', value: 'YOUR_SUBSCRIPTION_KEY', isSecret: false },
      { name: 'X-A', value: '1', isSecret: false },
      { name: 'Content-Type', value: 'application/json', isSecret: false },
    ],
    text: '{\n  "a": 1\n}',
  })
})

it('names the version, and encodes what an address cannot hold', () => {
  const operation = { displayName: 'x', method: 'GET', urlTemplate: `/a"b'<{c}>|`, templateParameters: [] }
  const byQuery = { ...host, version: { scheme: 'Query', name: 'v', value: '2' } as const }
  expect(toSampleSource(operation, { host: byQuery, keyHeader: undefined }).url).toBe(
    'https://g.example/shop/a%22b%27%3C{c}%3E%7C?v=2',
  )
  const byHeader = { ...host, version: { scheme: 'Header', name: 'X-V', value: '2' } as const }
  expect(toSampleSource({ ...operation, urlTemplate: '' }, { host: byHeader, keyHeader: undefined })).toEqual({
    method: 'GET',
    url: 'https://g.example/shop',
    headers: [{ name: 'X-V', value: '2', isSecret: false }],
  })
})
