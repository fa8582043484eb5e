import { generateKeyPairSync } from 'node:crypto'
import { CompactEncrypt, exportJWK, SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { createPolicyBench, document, type PolicyBench } from '../../pipeline/policy-bench.fixture.ts'

const secret = Buffer.from('a secret that is long enough for all', 'utf8')
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const otherRsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const configUrl = 'https://login.example.com/.well-known/openid-configuration'
const issuer = 'https://login.example.com/'

const withSecret = (inside = '', attributes = 'header-name="Authorization"') =>
  document(
    'inbound',
    `<validate-jwt ${attributes}>
       <issuer-signing-keys><key>${secret.toString('base64')}</key></issuer-signing-keys>${inside}
     </validate-jwt>`,
  )

const nowSeconds = (bench: PolicyBench) => Math.floor(bench.clock.now() / 1000)
const signed = (claims: Record<string, unknown>, alg = 'HS256', key: Parameters<SignJWT['sign']>[0] = secret) =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(key)

async function call(
  api: string,
  token: string | undefined,
  options: Parameters<typeof createPolicyBench>[0] | object = {},
) {
  const bench = createPolicyBench({ documents: { api }, ...options })
  return callWith(bench, token)
}

async function callWith(bench: PolicyBench, token: string | undefined) {
  const headers = token === undefined ? [] : ['Authorization', `Bearer ${token}`]
  const answer = await bench.send({ headers })
  const { lastError } = answer.context
  return lastError === undefined
    ? { status: answer.status }
    : { status: answer.status, reason: lastError.reason, message: lastError.message }
}

const later = { exp: 4_000_000_000 }

describe('validate-jwt', () => {
  it('lets a token through that a key of the document signed, and keeps it in a variable', async () => {
    const api = withSecret('', 'header-name="Authorization" require-scheme="Bearer" output-token-variable-name="jwt"')
    const token = await signed({ ...later, sub: 'ann' })
    const answer = await createPolicyBench({ documents: { api } }).send({
      headers: ['Authorization', `bearer ${token}`],
    })
    expect([answer.status, answer.context.variables.get('jwt')]).toEqual([200, token])
  })

  it('takes the token from a header of another name, with or without a scheme, and from an expression', async () => {
    const token = await signed(later)
    const inHeader = createPolicyBench({ documents: { api: withSecret('', 'header-name="X-Token"') } })
    expect((await inHeader.send({ headers: ['X-Token', token] })).status).toBe(200)
    const inQuery = createPolicyBench({ documents: { api: withSecret('', 'query-parameter-name="T"') } })
    expect((await inQuery.send({ target: `/a?t=${token}` })).status).toBe(200)
    const inValue = createPolicyBench({
      documents: { api: withSecret('', 'token-value="@(token)"') },
      expressions: { token: () => token },
    })
    expect((await inValue.send()).status).toBe(200)
  })

  it('finds no token behind another scheme than the one that is demanded', async () => {
    const api = withSecret('', 'header-name="Authorization" require-scheme="Bearer"')
    const answer = await createPolicyBench({ documents: { api } }).send({ headers: ['Authorization', 'Basic YTpi'] })
    expect(answer.context.lastError).toEqual({
      source: 'validate-jwt',
      reason: 'TokenNotPresent',
      message: 'JWT not present.',
      scope: 'api',
      section: 'inbound',
      path: 'validate-jwt[1]',
    })
  })

  it('refuses what another key signed, what is no token, and algorithms that say nothing', async () => {
    const api = withSecret()
    const other = await signed(later, 'HS256', Buffer.from('another secret that is long enough!!'))
    expect(await call(api, other)).toMatchObject({ status: 401, reason: 'TokenSignatureInvalid' })
    expect(await call(api, 'abc')).toMatchObject({ status: 401, reason: 'JwtInvalid' })
    expect(await call(api, 'a.b.c')).toMatchObject({ status: 401, reason: 'JwtInvalid' })
    const unsigned = new UnsecuredJWT(later).encode()
    expect(await call(api, unsigned)).toEqual({
      status: 401,
      reason: 'JwtInvalid',
      message: 'JWT is not valid: it is not signed.',
    })
    const byRsa = await signed(later, 'RS256', rsa.privateKey)
    expect(await call(api, byRsa)).toMatchObject({ status: 401, reason: 'TokenSignatureKeyNotFound' })
  })

  it('never takes a public key for a secret', async () => {
    const publicKey = await exportJWK(rsa.publicKey)
    const api = document(
      'inbound',
      `<validate-jwt header-name="Authorization"><issuer-signing-keys><key n="${publicKey.n}" e="${publicKey.e}" /></issuer-signing-keys></validate-jwt>`,
    )
    const forged = await signed(later, 'HS256', Buffer.from(rsa.publicKey.export({ type: 'spki', format: 'pem' })))
    expect(await call(api, forged)).toMatchObject({ status: 401, reason: 'TokenSignatureKeyNotFound' })
    expect(await call(api, await signed(later, 'RS256', rsa.privateKey))).toEqual({ status: 200 })
    expect(await call(api, await signed(later, 'PS512', rsa.privateKey))).toEqual({ status: 200 })
  })

  it('accepts unsigned tokens where none need be signed, and still checks what they say', async () => {
    const api = document(
      'inbound',
      '<validate-jwt header-name="Authorization" require-signed-tokens="false"><audiences><audience>a</audience></audiences></validate-jwt>',
    )
    expect(await call(api, new UnsecuredJWT({ ...later, aud: 'a' }).encode())).toEqual({ status: 200 })
    expect(await call(api, new UnsecuredJWT({ ...later, aud: 'b' }).encode())).toMatchObject({
      reason: 'TokenAudienceNotAllowed',
    })
  })

  it('minds the times of a token to the second', async () => {
    const bench = createPolicyBench({ documents: { api: withSecret() } })
    const now = nowSeconds(bench)
    expect(await callWith(bench, await signed({ exp: now + 1 }))).toEqual({ status: 200 })
    expect(await callWith(bench, await signed({ exp: now }))).toEqual({
      status: 401,
      reason: 'TokenExpired',
      message: `JWT expired at ${new Date(now * 1000).toISOString()}.`,
    })
    expect(await callWith(bench, await signed({ exp: now + 9, nbf: now }))).toEqual({ status: 200 })
    expect(await callWith(bench, await signed({ exp: now + 9, nbf: now + 1 }))).toMatchObject({ reason: 'JwtInvalid' })
    expect(await callWith(bench, await signed({}))).toMatchObject({ reason: 'JwtInvalid' })

    const lenient = createPolicyBench({
      documents: { api: withSecret('', 'header-name="Authorization" clock-skew="30" require-expiration-time="false"') },
    })
    expect(await callWith(lenient, await signed({ exp: now - 29 }))).toEqual({ status: 200 })
    expect(await callWith(lenient, await signed({ exp: now - 30 }))).toMatchObject({ reason: 'TokenExpired' })
    expect(await callWith(lenient, await signed({ nbf: now + 30 }))).toEqual({ status: 200 })
    expect(await callWith(lenient, await signed({}))).toEqual({ status: 200 })
  })

  it('checks audiences and issuers', async () => {
    const api = withSecret(
      '<audiences><audience>one</audience><audience>two</audience></audiences><issuers><issuer>me</issuer></issuers>',
    )
    expect(await call(api, await signed({ ...later, aud: ['x', 'two'], iss: 'me' }))).toEqual({ status: 200 })
    expect(await call(api, await signed({ ...later, aud: ['x'], iss: 'me' }))).toMatchObject({
      reason: 'TokenAudienceNotAllowed',
    })
    expect(await call(api, await signed({ ...later, aud: 'one', iss: 'you' }))).toMatchObject({
      reason: 'TokenIssuerNotAllowed',
    })
  })

  it('checks claims: there, all values, any value, parted by a separator', async () => {
    const claims = (match: string, separator = '') =>
      withSecret(
        `<required-claims>
           <claim name="scp" match="${match}"${separator}><value>read</value><value>write</value></claim>
           <claim name="name" />
         </required-claims>`,
      )
    const token = (scp: unknown) => signed({ ...later, scp, name: 'Ann' })
    expect(await call(claims('all'), await token(['write', 'read', 'more']))).toEqual({ status: 200 })
    expect(await call(claims('all'), await token(['write']))).toEqual({
      status: 401,
      reason: 'TokenClaimValueNotAllowed',
      message: 'Claim scp value of write is not allowed.',
    })
    expect(await call(claims('any'), await token('read'))).toEqual({ status: 200 })
    expect(await call(claims('any'), await token('read write'))).toMatchObject({ reason: 'TokenClaimValueNotAllowed' })
    expect(await call(claims('all', ' separator=" "'), await token('read write'))).toEqual({ status: 200 })
    expect(await call(claims('all'), await signed(later))).toEqual({
      status: 401,
      reason: 'TokenClaimNotFound',
      message: 'JWT token is missing the following claims: scp, name.',
    })
  })

  it('tries the key that the token names, and each where it names none', async () => {
    const key = (id: string, text: Buffer) => `<key id="${id}">${text.toString('base64')}</key>`
    const second = Buffer.from('a second secret that is long enough!')
    const api = document(
      'inbound',
      `<validate-jwt header-name="Authorization"><issuer-signing-keys>${key('a', secret)}${key('b', second)}</issuer-signing-keys></validate-jwt>`,
    )
    const named = (kid: string) => new SignJWT(later).setProtectedHeader({ alg: 'HS256', kid }).sign(second)
    expect(await call(api, await named('b'))).toEqual({ status: 200 })
    expect(await call(api, await named('a'))).toMatchObject({ reason: 'TokenSignatureInvalid' })
    expect(await call(api, await named('c'))).toMatchObject({ reason: 'TokenSignatureKeyNotFound' })
    expect(await call(api, await signed(later, 'HS256', second))).toEqual({ status: 200 })
  })

  it('decrypts a token that is encrypted', async () => {
    const key = Buffer.alloc(32, 7)
    const api = withSecret(`<decryption-keys><key>${key.toString('base64')}</key></decryption-keys>`)
    const inner = await signed(later)
    const token = await new CompactEncrypt(Buffer.from(inner))
      .setProtectedHeader({ alg: 'dir', enc: 'A128CBC-HS256', cty: 'JWT' })
      .encrypt(key)
    expect(await call(api, token)).toEqual({ status: 200 })
    expect(await call(withSecret(), token)).toMatchObject({ reason: 'JwtInvalid' })
  })
})

describe('validate-jwt with an OpenID configuration', () => {
  const api = document(
    'inbound',
    `<validate-jwt header-name="Authorization"><openid-config url="${configUrl}" /></validate-jwt>`,
  )
  const served: { keys: unknown[]; isDown: boolean } = { keys: [], isDown: false }
  const outgoing = (request: Request): Response => {
    if (served.isDown) return new Response('down', { status: 503 })
    return request.url === configUrl
      ? Response.json({ issuer, jwks_uri: 'https://login.example.com/keys' })
      : Response.json({ keys: served.keys })
  }
  const by = (kid: string, key: typeof rsa.privateKey, alg = 'RS256', iss = issuer) =>
    new SignJWT({ ...later, iss }).setProtectedHeader({ alg, kid }).sign(key)
  let first: unknown
  let second: unknown
  let curve: unknown
  beforeAll(async () => {
    first = { ...(await exportJWK(rsa.publicKey)), kid: 'first', use: 'sig' }
    second = { ...(await exportJWK(otherRsa.publicKey)), kid: 'second' }
    curve = { ...(await exportJWK(ec.publicKey)), kid: 'curve' }
  })
  const start = (...keys: unknown[]) => {
    served.keys = keys
    served.isDown = false
    return createPolicyBench({ documents: { api }, outgoing })
  }

  it('asks the issuer once an hour, however many calls come', async () => {
    const bench = start(first, curve)
    const tokens = [await by('first', rsa.privateKey), await by('curve', ec.privateKey, 'ES256')]
    const answers = await Promise.all([...tokens, ...tokens].map((token) => callWith(bench, token)))
    expect(answers).toEqual([200, 200, 200, 200].map((status) => ({ status })))
    expect(bench.services.outgoing.requests.length).toBe(2)
    bench.clock.advance(3_599_000)
    await callWith(bench, tokens[0])
    expect(bench.services.outgoing.requests.length).toBe(2)
    bench.clock.advance(1_000)
    await callWith(bench, tokens[0])
    expect(bench.services.outgoing.requests.length).toBe(4)
  })

  it('demands the issuer that the configuration names', async () => {
    const bench = start(first)
    const token = await by('first', rsa.privateKey, 'RS256', 'https://elsewhere.example.com/')
    expect(await callWith(bench, token)).toMatchObject({ reason: 'TokenIssuerNotAllowed' })
  })

  it('asks again for a key that it does not know, at most every five minutes', async () => {
    const bench = start(first)
    expect(await callWith(bench, await by('first', rsa.privateKey))).toEqual({ status: 200 })
    served.keys = [second]
    const rotated = await by('second', otherRsa.privateKey)
    expect(await callWith(bench, rotated)).toMatchObject({ reason: 'TokenSignatureKeyNotFound' })
    bench.clock.advance(300_000)
    expect(await callWith(bench, rotated)).toEqual({ status: 200 })
    const asked = bench.services.outgoing.requests.length
    for (let n = 0; n < 5; n++) await callWith(bench, await by('unknown', rsa.privateKey))
    expect(bench.services.outgoing.requests.length).toBe(asked)
  })

  it('goes on with the keys that it knows while the issuer is down', async () => {
    const bench = start(first)
    const token = await by('first', rsa.privateKey)
    await callWith(bench, token)
    served.isDown = true
    bench.clock.advance(7_200_000)
    expect(await callWith(bench, token)).toEqual({ status: 200 })
  })

  it('refuses tokens while an issuer was never to be reached, and does not ask with every call', async () => {
    const bench = start(first)
    served.isDown = true
    const token = await by('first', rsa.privateKey)
    expect(await callWith(bench, token)).toMatchObject({ status: 401, reason: 'JwtInvalid' })
    expect(await callWith(bench, token)).toMatchObject({ status: 401, reason: 'JwtInvalid' })
    expect(bench.services.outgoing.requests.length).toBe(1)
    served.isDown = false
    bench.clock.advance(30_000)
    expect(await callWith(bench, token)).toEqual({ status: 200 })
  })

  it('trusts no secret that an issuer publishes', async () => {
    const bench = start({ kty: 'oct', k: secret.toString('base64url'), kid: 'oct' })
    const token = await new SignJWT({ ...later, iss: issuer })
      .setProtectedHeader({ alg: 'HS256', kid: 'oct' })
      .sign(secret)
    expect(await callWith(bench, token)).toMatchObject({ reason: 'TokenSignatureKeyNotFound' })
  })
})

describe('validate-azure-ad-token', () => {
  const tenant = '11111111-2222-3333-4444-555555555555'
  const api = document(
    'inbound',
    `<validate-azure-ad-token tenant-id="${tenant}" output-token-variable-name="jwt">
       <client-application-ids><application-id>client</application-id></client-application-ids>
       <audiences><audience>api</audience></audiences>
     </validate-azure-ad-token>`,
  )
  const outgoing = async (request: Request): Promise<Response> =>
    request.url.endsWith('/openid-configuration')
      ? Response.json({
          issuer: `https://login.microsoftonline.com/${tenant}/v2.0`,
          jwks_uri: 'https://login.microsoftonline.com/keys',
        })
      : Response.json({ keys: [{ ...(await exportJWK(rsa.publicKey)), kid: 'k' }] })
  const token = (claims: Record<string, unknown>) =>
    new SignJWT({ ...later, aud: 'api', ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'k' }).sign(rsa.privateKey)
  const send = async (claims: Record<string, unknown>) => call(api, await token(claims), { outgoing })

  it('accepts tokens of both versions, of its tenant and for a listed application only', async () => {
    const iss = `https://login.microsoftonline.com/${tenant}/v2.0`
    const older = `https://sts.windows.net/${tenant}/`
    expect(await send({ iss, azp: 'client' })).toEqual({ status: 200 })
    expect(await send({ iss: older, appid: 'client', tid: tenant })).toEqual({ status: 200 })
    expect(await send({ iss, azp: 'other' })).toEqual({
      status: 401,
      reason: 'TokenClaimValueNotAllowed',
      message: 'Claim azp value of other is not allowed.',
    })
    expect(await send({ iss, azp: 'client', aud: 'another' })).toMatchObject({ reason: 'TokenAudienceNotAllowed' })
    const foreign = '99999999-2222-3333-4444-555555555555'
    expect(await send({ iss: `https://sts.windows.net/${foreign}/`, tid: foreign, appid: 'client' })).toMatchObject({
      reason: 'TokenIssuerNotAllowed',
    })
  })
})
