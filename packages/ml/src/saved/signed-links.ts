import { timingSafeEqual } from 'node:crypto'
import { AppError } from '@sluice/contracts'
import type { Clock, Secrets } from '@sluice/platform'

/** What a link gives. */
export interface LinkedContent {
  readonly workspaceId: string
  readonly kind: 'datasets' | 'trained-models' | 'transforms'
  readonly id: string
}

const lifetimeMs = 86_400_000

const sign = (
  { workspaceId, kind, id }: LinkedContent,
  expires: number,
  secrets: Pick<Secrets, 'lookupHash'>,
): string => secrets.lookupHash(`signed-link\n${workspaceId}\n${kind}\n${id}\n${expires}`)

/** The query that opens one content to whoever has it, for a day, and nothing else. */
export function createLinkQuery(
  content: LinkedContent,
  { secrets, clock }: { readonly secrets: Pick<Secrets, 'lookupHash'>; readonly clock: Clock },
): string {
  const expires = clock.now() + lifetimeMs
  return `?${new URLSearchParams({ expires: String(expires), signature: sign(content, expires, secrets) })}`
}

/** @throws AppError `LinkExpired` */
export function assertLinkValid(
  content: LinkedContent,
  { expires, signature }: { readonly expires: string; readonly signature: string },
  { secrets, clock }: { readonly secrets: Pick<Secrets, 'lookupHash'>; readonly clock: Clock },
): void {
  const time = /^\d{1,15}$/.test(expires) ? Number(expires) : 0
  const expected = Buffer.from(sign(content, time, secrets))
  const given = Buffer.from(signature)
  const isSigned = given.length === expected.length && timingSafeEqual(given, expected)
  if (!isSigned || time <= clock.now()) throw new AppError('LinkExpired', {})
}
