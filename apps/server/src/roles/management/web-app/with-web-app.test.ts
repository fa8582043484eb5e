import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withWebApp } from './with-web-app.ts'

const peer = { remoteAddress: '127.0.0.1', isSecure: false }
const script = 'export const one = 1\n'
const index =
  '<!doctype html>\n<html lang="en">\n<head>\n<!--head-->\n</head>\n<body><div id="root"><!--early--></div></body>\n</html>\n'

const apis: Record<string, object> = {
  'echo-api': {
    displayName: 'Echo & <b>API</b>',
    description: 'Says <i>"what"</i> it **hears**. [More](https://x.example).',
  },
  'echo-api/operations/get': { displayName: 'Retrieve resource', description: 'x'.repeat(50).concat(' y'.repeat(200)) },
}

/** The portal's data of one service, `demo`, and of one that only shows itself to people who have signed in. */
function answerApi(request: Request): Response {
  const { pathname, searchParams } = new URL(request.url)
  const asked = `${request.method} ${pathname}`
  const service = searchParams.get('service')
  if (!pathname.startsWith('/developer/') || service === null) return Response.json({ api: asked })
  if (request.headers.has('cookie') || request.headers.has('authorization')) return Response.json({}, { status: 500 })
  if (service === 'closed') return Response.json({ error: { code: 'AuthenticationFailed' } }, { status: 401 })
  if (service !== 'demo') return Response.json({ error: { code: 'ResourceNotFound' } }, { status: 404 })
  if (pathname === '/developer/apis') return Response.json({ value: [] })
  if (pathname === '/developer/products/starter') return Response.json({ properties: { displayName: 'Starter' } })
  const properties = apis[pathname.slice('/developer/apis/'.length)]
  return properties === undefined ? Response.json({ error: {} }, { status: 404 }) : Response.json({ properties })
}

const apiPaths = [
  '/',
  '/api/sign-in',
  '/llms.txt',
  '/developer/*',
  '/subscriptions/*',
  '/:tenant/oauth2/token',
  '/:tenant/.well-known/openid-configuration',
]
let folder = ''
const html = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

async function send(path: string, headers: Record<string, string> = html, method = 'GET', from = folder) {
  const app = withWebApp(async (request) => answerApi(request), {
    folder: from,
    apiPaths,
    portalUrl: () => 'https://portal.example.com',
  })
  const response = await app(new Request(`http://localhost:8080${path}`, { method, headers }), peer)
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString() }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sluice-web-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), index)
  writeFileSync(join(folder, 'assets/main-a1b2.js'), script)
  writeFileSync(join(folder, 'assets/main-a1b2.js.br'), brotliCompressSync(script))
  writeFileSync(join(folder, 'assets/main-a1b2.js.gz'), gzipSync(script))
  writeFileSync(join(folder, 'assets/main-a1b2.css'), 'p{}')
  writeFileSync(join(folder, 'robots.txt'), 'User-agent: *\n')
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('files of the web app', () => {
  it('are served for good, compressed as it was made beforehand and as the reader takes it', async () => {
    const path = '/assets/main-a1b2.js'
    const brotli = await send(path, { 'Accept-Encoding': 'gzip, deflate, br' })
    expect(brotli.bytes).toEqual(brotliCompressSync(script))
    expect(Object.fromEntries(brotli.headers)).toEqual({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-encoding': 'br',
      'content-length': String(brotliCompressSync(script).length),
      'content-type': 'text/javascript; charset=utf-8',
      'cross-origin-resource-policy': 'same-origin',
      etag: expect.stringMatching(/^"[0-9a-f]+-[0-9a-f]+-br"$/),
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
    })
    const gzip = await send(path, { 'Accept-Encoding': 'br;q=0, gzip' })
    expect([gzip.headers.get('content-encoding'), gzip.bytes]).toEqual(['gzip', gzipSync(script)])
    const plain = await send(path, {})
    expect([plain.headers.get('content-encoding'), plain.text]).toEqual([null, script])
    const style = await send('/assets/main-a1b2.css', { 'Accept-Encoding': 'br' })
    expect([style.headers.get('content-encoding'), style.headers.get('content-type'), style.text]).toEqual([
      null,
      'text/css; charset=utf-8',
      'p{}',
    ])
  })

  it('are not sent again to whoever has them, and not at all for HEAD', async () => {
    const path = '/assets/main-a1b2.js'
    const first = await send(path, {})
    const again = await send(path, { 'If-None-Match': `"other", W/${first.headers.get('etag')}` })
    expect([again.status, again.text, again.headers.get('etag')]).toEqual([304, '', first.headers.get('etag')])
    const head = await send(path, {}, 'HEAD')
    expect([head.status, head.text, head.headers.get('content-length')]).toEqual([200, '', String(script.length)])
  })

  it('outside the folder are not reached, and what is not there is the business of the API', async () => {
    const paths = [
      '/assets/..%2findex.html',
      '/assets/%2e%2e/index.html',
      '/assets/.hidden',
      '/assets/a%5c..%5cindex.html',
      '/assets//etc/passwd',
      '/assets/main-a1b2.js%00',
      '/assets/gone.js',
      '/assets/',
      '/favicon.svg',
    ]
    for (const path of paths) expect((await send(path)).headers.get('etag')).toBeNull()
    expect(JSON.parse((await send('/assets/gone.js')).text)).toEqual({ api: 'GET /assets/gone.js' })
    const robots = await send('/robots.txt', {})
    expect([robots.headers.get('cache-control'), robots.text]).toEqual(['no-cache', 'User-agent: *\n'])
  })
})

describe('addresses', () => {
  const kindOf = async (path: string, headers?: Record<string, string>, method?: string) => {
    const { status, text } = await send(path, headers, method)
    return text.startsWith('{"api"') ? 'api' : status
  }

  it.each([
    '/',
    '/sign-in',
    '/sign-up',
    '/reset-password?x=1',
    '/first-start',
    '/confirm/invitation?userid=1&ticketid=2&ticket=3&identity=a%40b.c',
    '/confirm-v2/identities/basic/signup?ticket=3',
    '/confirm-v2/identities/basic/email?ticket=3',
    '/confirm-v2/password?ticket=3',
    '/new/api-management',
    '/instances/demo',
    '/publisher/demo/apis/echo-api/operations',
    '/developer',
    '/developer/demo',
    '/developer/demo/',
    '/developer/demo/profile',
    '/developer/demo/apis/echo-api/operations/get/try',
    '/developer/closed/apis/echo-api',
    '/developer/demo/apis/of-others',
    '/studio/1',
    '/catalogue',
  ])('%s is a page', async (path) => {
    expect(await kindOf(path)).toBe(200)
  })

  it.each(['/nonsense', '/pages/of/nothing', '/developer/demo/nonsense', '/developer/nobody', '/developer/%ff'])(
    '%s is plainly no page',
    async (path) => {
      expect(await kindOf(path)).toBe(404)
    },
  )

  it.each([
    ['/developer/apis?api-version=2022-04-01-preview', html],
    ['/developer/demo/llms.txt', html],
    ['/llms.txt', html],
    ['/developer/demo/apis/echo-api/openapi.json', html],
    ['/developer/apis', { Accept: '*/*' }],
    ['/developer/identity', { Accept: '*/*' }],
    ['/developer/demo', { Accept: 'application/json' }],
    ['/developer/demo', { Accept: 'application/json, */*;q=0.1' }],
    ['/', { Accept: '*/*' }],
    ['/', { Accept: 'text/html;q=0, */*' }],
    ['/subscriptions/1', html],
    ['/studio/workspaces/1/datasets/2/content', html],
    ['/studio/openapi.json', html],
    ['/api/nonsense', html],
    ['/contoso/.well-known/openid-configuration', html],
    ['/nonsense', { Accept: '*/*' }],
  ])('%s with %o is for the API', async (path, headers: Record<string, string>) => {
    expect(await kindOf(path, headers)).toBe('api')
  })

  it('of pages are for the API when something is sent to them', async () => {
    expect(await kindOf('/developer/demo', html, 'POST')).toBe('api')
    expect(await kindOf('/sign-in', html, 'DELETE')).toBe('api')
  })

  it('give a page to whoever makes a preview of a link and takes anything', async () => {
    expect(await kindOf('/developer/demo/apis/echo-api', { Accept: '*/*' })).toBe(200)
    expect(await kindOf('/developer/demo', {})).toBe(200)
    expect(await kindOf('/sign-in', { Accept: '*/*' })).toBe(200)
  })
})

describe('a page', () => {
  it('shows its name and what it is before the app has started, as text', async () => {
    const { text } = await send('/developer/demo/apis/echo-api')
    expect(text).toContain(
      '<main><h1>Echo &amp; &lt;b&gt;API&lt;/b&gt;</h1><p>Says &quot;what&quot; it hears. More.</p></main>',
    )
    for (const path of ['/sign-in', '/developer/closed', '/developer/demo/profile', '/publisher/demo']) {
      expect((await send(path)).text).toContain('<div id="root"></div>')
    }
  })

  it('may run scripts and styles of ours only, and be framed by nobody', async () => {
    const { headers, text } = await send('/sign-in')
    const nonce = /nonce="([^"]+)"/.exec(text)?.[1]
    expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
    expect(Object.fromEntries(headers)).toEqual({
      'cache-control': 'no-store',
      'content-language': 'en',
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
      'referrer-policy': 'same-origin',
      vary: 'Accept, Accept-Language',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    })
    expect((await send('/sign-in')).text).not.toContain(nonce)
    expect(text).toBe(
      index
        .replace('<!--early-->', '')
        .replace(
          '<!--head-->',
          `<title>Sluice</title>\n<meta name="csp-nonce" property="csp-nonce" content="${nonce}" nonce="${nonce}">\n<meta name="robots" content="noindex">`,
        ),
    )
    const head = await send('/sign-in', html, 'HEAD')
    expect([head.status, head.text, head.headers.get('content-type')]).toEqual([200, '', 'text/html; charset=utf-8'])
  })

  it('says for previews what anonymous visitors may know of its subject, as text', async () => {
    const { text } = await send('/developer/demo/apis/echo-api?tag=x', { ...html, Cookie: 'sluice-session=aa' })
    expect(/<title>.*<\/title>/.exec(text)?.[0]).toBe(
      '<title>Echo &amp; &lt;b&gt;API&lt;/b&gt; · Developer portal · demo</title>',
    )
    expect(text.slice(text.indexOf('<meta name="description"'), text.indexOf('</head>'))).toBe(
      [
        '<meta name="description" content="Says &quot;what&quot; it hears. More.">',
        '<meta property="og:title" content="Echo &amp; &lt;b&gt;API&lt;/b&gt; · Developer portal · demo">',
        '<meta property="og:description" content="Says &quot;what&quot; it hears. More.">',
        '<meta property="og:type" content="website">',
        '<meta property="og:url" content="https://portal.example.com/developer/demo/apis/echo-api">',
        '<link rel="canonical" href="https://portal.example.com/developer/demo/apis/echo-api">\n',
      ].join('\n'),
    )
  })

  it.each([
    ['/developer/demo', 'Developer portal · demo'],
    ['/developer/demo/apis', 'Developer portal · demo'],
    ['/developer/demo/apis/echo-api/operations/get', 'Retrieve resource · Developer portal · demo'],
    ['/developer/demo/products/starter', 'Starter · Developer portal · demo'],
    ['/developer/demo/apis/of-others', 'Developer portal · demo'],
    ['/developer/closed/apis/echo-api', 'Developer portal · closed'],
    ['/developer/nobody/apis/echo-api', 'Developer portal · Sluice'],
    ['/publisher/demo', 'Publisher portal · Sluice'],
    ['/studio/1', 'Studio · Sluice'],
    ['/', 'Sluice'],
  ])('%s has the title %s', async (path, title) => {
    expect((await send(path)).text).toContain(`<title>${title}</title>`)
  })

  it('cuts long descriptions between words', async () => {
    const { text } = await send('/developer/demo/apis/echo-api/operations/get')
    const description = /<meta name="description" content="(.*)">/.exec(text)?.[1] ?? ''
    expect(description).toBe(`${'x'.repeat(50)}${' y'.repeat(74)}…`)
  })

  it.each([
    ['nl-BE, en;q=0.8', 'nl', 'Ontwikkelaarsportaal · demo'],
    ['en;q=0.5, nl;q=0.9', 'nl', 'Ontwikkelaarsportaal · demo'],
    ['fr, de', 'en', 'Developer portal · demo'],
    ['nl;q=0', 'en', 'Developer portal · demo'],
  ])('for readers of %s is in %s', async (accepted, language, title) => {
    const { text, headers } = await send('/developer/demo', { ...html, 'Accept-Language': accepted })
    expect(text).toContain(`<html lang="${language}">`)
    expect(text).toContain(`<title>${title}</title>`)
    expect(headers.get('content-language')).toBe(language)
  })

  it('that is not built yet says how to build it', async () => {
    const { status, text, headers } = await send('/sign-in', html, 'GET', join(folder, 'gone'))
    expect(status).toBe(503)
    expect(text).toContain('<code>npm start</code> builds it')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })
})
