import { AppError, type UserProperties } from '@sluice/contracts'
import * as z from 'zod'
import type { ResourceBody } from '../arm/define-resource.ts'
import { parseContract } from '../arm/faults.ts'
import { nameOf, serviceKey } from '../arm/identity.ts'
import { readJsonObject } from '../arm/request-body.ts'
import type { ManagementEnvironment } from '../environment.ts'
import { servicesCollection } from '../services/service-document.ts'

const credentials = z.object({ email: z.string().min(1).max(254), password: z.string().min(1).max(200) })

const tokenLifetimeSeconds = 8 * 3600
const maxFailures = 10
const failureWindowMs = 15 * 60_000
/** Bound on remembered failures, so that guessing from many addresses cannot fill the memory. */
const maxRemembered = 10_000

/** `POST /api/sign-in`: a bearer token for an administrator's e-mail address and password. */
export function createSignIn(
  environment: ManagementEnvironment,
): (request: Request, remoteAddress: string) => Promise<Response> {
  const failures = new Map<string, { count: number; sinceMs: number }>()
  return async (request, remoteAddress) => {
    const { email, password } = parseContract(credentials, await readJsonObject(request), '')
    const guesser = `${remoteAddress}|${email.toLowerCase()}`
    const now = environment.clock.now()
    const held = failures.get(guesser)
    const failed = held !== undefined && now - held.sinceMs < failureWindowMs ? held : { count: 0, sinceMs: now }
    if (failed.count >= maxFailures) {
      const retryAfterSeconds = Math.ceil((failed.sinceMs + failureWindowMs - now) / 1000)
      throw new AppError('TooManySignIns', { retryAfterSeconds })
    }
    // Counted before the work, so that guesses sent at once are counted too.
    failed.count += 1
    failures.delete(guesser)
    failures.set(guesser, failed)
    if (failures.size > maxRemembered) failures.delete(failures.keys().next().value ?? '')
    const user = await findAdministrator(environment, email)
    const isRight = await environment.passwords.verify(password, user?.hidden?.passwordHash)
    if (!isRight || user === undefined) throw new AppError('SignInFailed', {})
    failures.delete(guesser)
    const subject = nameOf(user.path)
    const token = await environment.tokens.issue({ subject, role: 'administrator' }, tokenLifetimeSeconds)
    return Response.json({ token, expiresAt: new Date(now + tokenLifetimeSeconds * 1000).toISOString() })
  }
}

async function findAdministrator(
  { store }: ManagementEnvironment,
  email: string,
): Promise<ResourceBody<UserProperties> | undefined> {
  for (const service of await store.list(servicesCollection)) {
    const name = service.key.slice(servicesCollection.length + 1)
    const [user] = await store.findByIndex('email', `${serviceKey(name)}|${email.toLowerCase()}`)
    if (user === undefined) continue
    const body = user.body as unknown as ResourceBody<UserProperties>
    const id = nameOf(user.key)
    const isAdministrator = (await store.get(`${serviceKey(name)}/groups/administrators/users/${id}`)) !== undefined
    if (isAdministrator && body.properties.state === 'active') return body
  }
  return undefined
}
