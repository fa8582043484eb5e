import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { arePasswordsOn } from '../../resources/portal-setting-documents.ts'
import { type AccessCall, type AccessRoute, type AccessSurroundings, authorOf } from '../access-route.ts'
import {
  discover,
  type ExternalClaims,
  type ExternalProvider,
  listOfferedProviders,
  providerFailed,
  readProvider,
} from '../external-provider.ts'
import { signInExternally } from '../external-sign-in.ts'
import { readServiceOf } from '../password-sign-in.ts'
import { removeExpired } from '../remove-expired.ts'
import { goTo } from './act-as-routes.ts'

const collection = '/sign-ins'
const lifetimeMs = 10 * 60_000
const mostPending = 10_000
const cookieName = 'sluice-sign-in'

/** A sign-in that is under way at a provider, under the hash of its state. */
interface PendingSignIn {
  readonly provider: string
  readonly service: string
  readonly nonce: string
  /** Sealed. */
  readonly verifier: string
  readonly returnUrl: string | null
  readonly hasConsented: boolean
  readonly expiresAt: string
}

/** Signing in with a provider of OpenID Connect. @see RFC 9700, 2.1 (state, PKCE, bound to the browser) */
export function externalSignInRoutes({ environment }: AccessSurroundings): readonly AccessRoute[] {
  const { store, clock, secrets } = environment
  const keyOf = (state: string) => `${collection}/${secrets.lookupHash(`sign-in:${state}`)}`
  const redirectUri = (provider: string) => `${environment.portalUrl()}/api/sign-in/${provider.toLowerCase()}/callback`

  async function begin(call: AccessCall): Promise<Response> {
    const { url, parameters } = call
    const asked = parameters.provider ?? ''
    const service = await readServiceOf(environment, url)
    const provider = await readProvider(environment, service, asked)
    const { client, configuration } = await discover(environment, provider)
    const state = client.randomState()
    const verifier = client.randomPKCECodeVerifier()
    const nonce = client.randomNonce()
    const now = clock.now()
    const pending: PendingSignIn = {
      provider: asked.toLowerCase(),
      service,
      nonce,
      verifier: secrets.seal(verifier, keyOf(state)),
      returnUrl: url.searchParams.get('returnUrl'),
      hasConsented: url.searchParams.get('consent') === 'true',
      expiresAt: new Date(now + lifetimeMs).toISOString(),
    }
    await store.transact(authorOf(call), async (transaction) => {
      await removeExpired(transaction, collection, now)
      // Whoever asks may be anybody: the oldest makes room.
      const { documents, count } = await transaction.find({ from: { collection }, limit: 1 })
      if (count >= mostPending && documents[0] !== undefined) await transaction.remove(documents[0].key)
      await transaction.put({ key: keyOf(state), collection, body: pending as unknown as JsonObject })
    })
    const address = client.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUri(asked),
      scope: 'openid email profile',
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    })
    // Only the browser that began may end it. Lax, because the provider sends it back from another site.
    const secure = url.protocol === 'https:' ? '; Secure' : ''
    const cookie = `${cookieName}=${state}; Path=/api/sign-in; HttpOnly; SameSite=Lax; Max-Age=600${secure}`
    return new Response(null, { status: 302, headers: { Location: address.href, 'Set-Cookie': cookie } })
  }

  async function end(call: AccessCall): Promise<Response> {
    const { url, request, parameters } = call
    const state = url.searchParams.get('state') ?? ''
    const cookies = (request.headers.get('cookie') ?? '').split(/;\s*/)
    const pending = await store.transact(authorOf(call), async (transaction) => {
      const document = await transaction.get(keyOf(state))
      await transaction.remove(keyOf(state))
      return document?.body as unknown as PendingSignIn | undefined
    })
    const isGood =
      pending !== undefined &&
      cookies.includes(`${cookieName}=${state}`) &&
      pending.provider === parameters.provider?.toLowerCase() &&
      Date.parse(pending.expiresAt) > clock.now()
    if (!isGood) throw new AppError('LinkInvalid', {})
    const provider = await readProvider(environment, pending.service, pending.provider)
    const claims = await exchange(call, provider, pending, state)
    const cookie = await signInExternally(environment, authorOf(call), {
      service: pending.service,
      provider,
      claims,
      hasConsented: pending.hasConsented,
      url,
    })
    return goTo(pending.returnUrl, cookie)
  }

  async function exchange(
    { url, parameters }: AccessCall,
    provider: ExternalProvider,
    pending: PendingSignIn,
    state: string,
  ): Promise<ExternalClaims> {
    const { client, configuration } = await discover(environment, provider)
    const current = new URL(redirectUri(parameters.provider ?? ''))
    current.search = url.search
    try {
      const tokens = await client.authorizationCodeGrant(configuration, current, {
        pkceCodeVerifier: secrets.open(pending.verifier, keyOf(state)),
        expectedState: state,
        expectedNonce: pending.nonce,
        idTokenExpected: true,
      })
      const claims = tokens.claims()
      if (claims === undefined) throw new Error('it sent no identity')
      // Some providers keep what is about the person for the second question.
      const more =
        claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined
          ? await client.fetchUserInfo(configuration, tokens.access_token, claims.sub)
          : {}
      return toClaims(provider, { ...claims, ...more })
    } catch (error) {
      throw providerFailed(provider.issuer, error)
    }
  }

  /** What the sign-in page of a service offers. */
  async function list({ url }: AccessCall): Promise<Response> {
    const service = await readServiceOf(environment, url)
    const [providers, hasPasswords] = await Promise.all([
      listOfferedProviders(store, service),
      arePasswordsOn(store, service),
    ])
    return Response.json({ hasPasswords, providers })
  }

  return [
    { method: 'GET', path: '/api/sign-in', role: 'anonymous', answer: list },
    { method: 'GET', path: '/api/sign-in/:provider', role: 'anonymous', answer: begin },
    { method: 'GET', path: '/api/sign-in/:provider/callback', role: 'anonymous', answer: end },
  ]
}

function toClaims({ type }: ExternalProvider, claims: Readonly<Record<string, unknown>>): ExternalClaims {
  const text = (name: string) => (typeof claims[name] === 'string' ? (claims[name] as string) : undefined)
  return {
    // Directories know a person under one id in all programs.
    id: (type === 'aad' ? text('oid') : undefined) ?? text('sub') ?? '',
    email: text('email'),
    isEmailVerified: claims.email_verified === true,
    firstName: text('given_name') ?? text('name'),
    lastName: text('family_name') ?? text('name'),
    tenant: text('tid'),
  }
}
