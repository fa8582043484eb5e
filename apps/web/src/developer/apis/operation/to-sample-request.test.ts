import { sampleRequest } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { toSampleRequest } from './to-sample-request.ts'

const host = { value: 'g.example', address: 'https://g.example', baseUrl: 'https://g.example/shop', version: null }

it('fills a template with defaults, first values or names, and puts no real key in', () => {
  const request = toSampleRequest(
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
  expect(request).toEqual({
    method: 'POST',
    url: 'https://g.example/shop/orders/a%20b/rest?v=2.0&x=x',
    headers: [
      ['Api-Key', 'YOUR_SUBSCRIPTION_KEY'],
      ['X-A', '1'],
      ['Content-Type', 'application/json'],
    ],
    body: { text: '{\n  "a": 1\n}' },
  })
  expect(sampleRequest.safeParse(request).success).toBe(true)
})

it('names the version, and writes nothing that the server would refuse', () => {
  const version = { scheme: 'Query', name: 'v', value: '2' } as const
  const request = toSampleRequest(
    { displayName: 'x', method: 'GET', urlTemplate: `/a"b'{c|d}`, templateParameters: [] },
    { host: { ...host, version }, keyHeader: undefined },
  )
  expect(request.url).toBe('https://g.example/shop/a%22b%27c%7Cd?v=2')
  expect(sampleRequest.safeParse(request).success).toBe(true)
  const named = { ...host, version: { scheme: 'Header', name: 'X-V', value: '2' } as const }
  const other = toSampleRequest(
    { displayName: 'x', method: 'GET', urlTemplate: '', templateParameters: [] },
    { host: named, keyHeader: undefined },
  )
  expect(other).toEqual({ method: 'GET', url: 'https://g.example/shop/', headers: [['X-V', '2']] })
})
