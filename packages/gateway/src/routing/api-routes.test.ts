import { describe, expect, it } from 'vitest'
import { type ApiVersioning, compileApiRoutes, type RoutedApi } from './api-routes.ts'

const api = (target: string, suffix: string, other: Partial<RoutedApi<string>> = {}): RoutedApi<string> => ({
  suffix,
  versioning: undefined,
  revision: '1',
  isCurrent: true,
  isOnline: true,
  acceptsHttp: true,
  acceptsHttps: true,
  acceptsWs: false,
  acceptsWss: false,
  ordinal: 1,
  target,
  ...other,
})
const segment = (value: string): ApiVersioning => ({ scheme: 'segment', value })

const echo = api('echo', 'echo')
const echoTwo = api('echo;2', 'echo', { revision: '2', isCurrent: false })
const deep = api('deep', '/Echo/Deep/')
const root = api('root', '')
const v1 = api('v1', 'shop', { versioning: segment('v1') })
const v1Two = api('v1;2', 'shop', { versioning: segment('v1'), revision: '2', isCurrent: false })
const shop = api('shop', 'shop')
const byQuery = (value: string) =>
  api(`query ${value}`, 'q', { versioning: { scheme: 'query', name: 'api-version', value } })
const byHeader = (value: string) =>
  api(`header ${value}`, 'h', { versioning: { scheme: 'header', name: 'X-Version', value } })

const revisionOf = (of: RoutedApi<string>): RoutedApi<string> => ({
  ...of,
  target: `${of.target};2`,
  revision: '2',
  isCurrent: false,
})

/** APIs · path (and query) · target and the operation's part of the path. */
const cases: readonly (readonly [RoutedApi<string>[], string, readonly [string, string] | undefined])[] = [
  [[echo], '/echo/resource', ['echo', '/resource']],
  [[echo], '/ECHO/Resource/', ['echo', '/Resource/']],
  [[echo], '/echo', ['echo', '']],
  [[echo], '/echo/', ['echo', '/']],
  [[echo], '/ec%68o/x', ['echo', '/x']],
  [[echo], '/echoes/x', undefined],
  [[echo], '/', undefined],
  [[echo], '/x/echo', undefined],
  [[echo], '//echo/x', undefined],
  [[echo, deep], '/echo/deep/x', ['deep', '/x']],
  [[echo, deep], '/echo/deeper/x', ['echo', '/deeper/x']],
  [[echo, deep, root], '/other/x', ['root', '/other/x']],
  [[root], '/', ['root', '/']],
  [[root], '', ['root', '']],
  [[root, deep], '/echo/x', ['root', '/echo/x']],
  [[echo, echoTwo], '/echo;rev=2/x', ['echo;2', '/x']],
  [[echo, echoTwo], '/echo;rev=1/x', ['echo', '/x']],
  [[echo, echoTwo], '/echo/x', ['echo', '/x']],
  [[echo, echoTwo], '/echo;rev=3/x', undefined],
  [[echoTwo], '/echo/x', undefined],
  [[echo, echoTwo], '/echo/x;rev=2', ['echo', '/x;rev=2']],
  [[echo, deep], '/echo;rev=1/deep/x', undefined],
  [[root, api('root;2', '', { revision: '2', isCurrent: false })], '/;rev=2/x', ['root;2', '/x']],
  [[v1, shop], '/shop/v1/x', ['v1', '/x']],
  [[v1, shop], '/shop/V1', ['v1', '']],
  [[v1, shop], '/shop/v2/x', ['shop', '/v2/x']],
  [[v1], '/shop/v2/x', undefined],
  [[v1, v1Two], '/shop/v1;rev=2/x', ['v1;2', '/x']],
  [[v1, v1Two], '/shop;rev=2/v1/x', ['v1;2', '/x']],
  [[byQuery('1'), byQuery('2')], '/q/x?API-version=2', ['query 2', '/x']],
  [[byQuery('1'), byQuery('2')], '/q/x', undefined],
  [[byQuery('1'), api('original', 'q')], '/q/x', ['original', '/x']],
  [[byQuery('1'), api('original', 'q')], '/q/x?api-version=9', undefined],
  [[byQuery('1'), api('original', 'q')], '/q/x?api-version=', ['original', '/x']],
  [[byHeader('1'), byHeader('2')], '/h/x', ['header 2', '/x']],
  [[byHeader('1'), api('original', 'h')], '/h/x', undefined],
  [[byHeader('2'), revisionOf(byHeader('2'))], '/h;rev=2/x', ['header 2;2', '/x']],
  [[byHeader('2'), revisionOf(byHeader('2'))], '/h/x', ['header 2', '/x']],
  [[byQuery('1'), revisionOf(api('original', 'q'))], '/q;rev=2/x?api-version=1', undefined],
  [[byQuery('1'), revisionOf(api('original', 'q'))], '/q;rev=2/x', ['original;2', '/x']],
  [[{ ...echo, isOnline: false }, root], '/echo/x', undefined],
  [[{ ...echo, isOnline: false }, echoTwo], '/echo;rev=2/x', ['echo;2', '/x']],
  [[echo, { ...echoTwo, isOnline: false }], '/echo;rev=2/x', undefined],
  [[{ ...byHeader('2'), isOnline: false }, api('original', 'h')], '/h/x', undefined],
]

const match = (apis: readonly RoutedApi<string>[], target: string, isSecure = true) => {
  const [path = '', query] = target.split('?')
  return compileApiRoutes(apis).match(path, query === undefined ? '' : `?${query}`, {
    isSecure,
    header: (name) => (name === 'x-version' ? '2' : undefined),
  })
}

describe('the match of an API', () => {
  it.each(cases)('%j · %s', (apis, target, expected) => {
    const found = match(apis, target)
    expect(found && [found.target, target.split('?')[0]?.slice(found.pathFrom)]).toEqual(expected)
  })

  it('is none for a protocol that the API does not list, also where a shorter suffix would take it', () => {
    const secret = api('secret', 'echo/secret', { acceptsHttp: false })
    expect(match([echo, secret], '/echo/secret', false)).toBeUndefined()
    expect(match([echo, secret], '/echo/secret', true)?.target).toBe('secret')
    const ws = api('ws', 'echo', { acceptsHttp: false, acceptsHttps: false })
    expect(match([ws, echo], '/echo', false)?.target).toBe('echo')
  })

  it('is the older of two with one suffix, and names the other', () => {
    const twin = api('twin', 'ECHO', { ordinal: 0 })
    expect(match([echo, twin], '/echo')?.target).toBe('twin')
    expect(compileApiRoutes([echo, twin, echoTwo]).hidden).toEqual([{ target: 'echo', by: 'twin' }])
  })
})

describe('an offer to change to WebSocket', () => {
  const chat = api('chat', 'chat', { acceptsHttp: false, acceptsHttps: false, acceptsWs: true })
  const plain = api('plain', 'chat')
  const header = () => undefined
  const targetOf = (apis: readonly RoutedApi<string>[], call: { isSecure: boolean; upgrade?: string }) =>
    compileApiRoutes(apis).match('/chat', '', { header, ...call })?.target

  it('goes to the WebSocket API of the suffix, over the protocols that it lists', () => {
    expect(targetOf([plain, chat], { isSecure: false, upgrade: 'websocket' })).toBe('chat')
    expect(targetOf([chat], { isSecure: true, upgrade: 'websocket' })).toBe(undefined)
  })

  it('goes to an HTTP API where there is no other; other calls never go to a WebSocket API', () => {
    expect(targetOf([plain, chat], { isSecure: true, upgrade: 'websocket' })).toBe('plain')
    expect(targetOf([chat], { isSecure: false })).toBe(undefined)
  })
})
