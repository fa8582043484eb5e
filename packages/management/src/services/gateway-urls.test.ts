import { expect, it } from 'vitest'
import { gatewayUrlsOf } from './gateway-urls.ts'

const both = { gateway: 'http://g', gatewayHttps: 'https://g', management: null }

it.each([
  [both, ['http', 'https'], ['http://g', 'https://g']],
  [both, ['https'], ['https://g']],
  [both, ['http'], ['http://g']],
  [both, ['wss'], ['https://g']],
  [{ gateway: 'http://g', management: null }, ['https'], ['http://g']],
  [{ gateway: null, management: null }, ['http', 'https'], []],
])('of %j an API of %j is called at %j', (addresses, protocols, expected) => {
  expect(gatewayUrlsOf(addresses, protocols)).toEqual(expected)
})
