import { type DebugTokenContents, debugTokenPurpose } from '@sluice/contracts'
import type { ChangeAuthor } from '@sluice/platform'
import type { ManagementEnvironment } from '../environment.ts'

type Environment = Pick<ManagementEnvironment, 'store' | 'secrets' | 'clock' | 'random'>

const collectionOf = (service: string) => `/services/${service.toLowerCase()}/debugcredentials`
const keyOf = (service: string) => `${collectionOf(service)}/managed`

/**
 * A token with which calls of one API are traced. What counts in it is sealed; the rest is for people who look at it.
 * @param api identifier without revision
 */
export async function makeDebugToken(
  { store, secrets, clock }: Environment,
  service: string,
  { api, lifetimeSeconds }: { readonly api: string; readonly lifetimeSeconds: number },
): Promise<string> {
  const document = await store.get(keyOf(service))
  const expiresAtMs = clock.now() + lifetimeSeconds * 1000
  const contents: DebugTokenContents = {
    api: api.toLowerCase(),
    expiresAtMs,
    generation: String((document?.body.properties as { readonly generation?: string } | undefined)?.generation ?? ''),
  }
  return new URLSearchParams({
    aid: api,
    p: 'tracing',
    ex: new Date(expiresAtMs).toISOString(),
    sig: secrets.seal(JSON.stringify(contents), debugTokenPurpose(service)),
  }).toString()
}

/** From the next call on, no token that was made before is good at any gateway that hears of it. */
export async function invalidateDebugTokens(
  { store, random }: Environment,
  service: string,
  author: ChangeAuthor,
): Promise<void> {
  const generation = random.guid()
  await store.transact(author, (transaction) =>
    transaction.put({
      key: keyOf(service),
      collection: collectionOf(service),
      body: { properties: { generation } },
    }),
  )
}
