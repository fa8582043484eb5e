import { type CallExplanation, callExplanation } from '@sluice/contracts'
import { AppError } from '@sluice/contracts/errors'
import type { StoreReader } from '@sluice/platform'
import * as z from 'zod'

export interface ExplanationQuestion {
  readonly store: StoreReader
  /** Where the role management is; null = it does not run. */
  readonly address: string | null
  readonly token: string
  /** Name of the instance; undefined = the first one. */
  readonly service: string | undefined
}

const identity = z.object({ name: z.string(), subscriptionId: z.string(), resourceGroup: z.string() })
const refused = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Asks the running program, which asks its gateways. @throws AppError `ManagementUnreachable`, `ManagementRefused` */
export async function fetchExplanation(question: ExplanationQuestion, requestId: string): Promise<CallExplanation> {
  const { store, address, token, service } = question
  if (address === null) throw new AppError('ManagementUnreachable', { address: '' })
  const [first] = await store.list('/services', { limit: 1 })
  const document = service === undefined ? first : await store.get(`/services/${service.toLowerCase()}`)
  const { name, subscriptionId, resourceGroup } = identity.parse(document?.body.identity)
  const base = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.ApiManagement/service/${name}`
  const url = `${address}${base}/callRecords/${encodeURIComponent(requestId)}/explanation?api-version=2024-05-01`
  let response: Response
  try {
    response = await fetch(url, { headers: { Authorization: `Bearer ${token}` } })
  } catch (error) {
    throw new AppError('ManagementUnreachable', { address }, { cause: error })
  }
  const answer: unknown = await response.json()
  if (response.ok) return callExplanation.parse(answer)
  const { code, message } = refused.parse(answer).error
  throw new AppError('ManagementRefused', { code, message: `${message} (${code})` })
}
