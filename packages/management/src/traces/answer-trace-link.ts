import { AppError, type TraceLinkContents, traceLinkPurpose } from '@sluice/contracts'
import type { ManagementEnvironment } from '../environment.ts'
import { findTrace } from './find-trace.ts'

/**
 * The trace that a gateway gave the address of, to whoever has it.
 * @throws AppError `TraceLinkInvalid`, `ResourceNotFound`
 * @see reference: API Management, 2.9
 */
export async function answerTraceLink(
  { secrets, clock, gateways }: Pick<ManagementEnvironment, 'secrets' | 'clock' | 'gateways'>,
  link: string,
): Promise<Response> {
  const { service, traceId, expiresAtMs } = open(secrets, link)
  if (expiresAtMs < clock.now()) throw new AppError('TraceLinkInvalid', {})
  return Response.json(await findTrace(gateways, service, traceId))
}

function open(secrets: ManagementEnvironment['secrets'], link: string): TraceLinkContents {
  try {
    return JSON.parse(secrets.open(link, traceLinkPurpose)) as TraceLinkContents
  } catch (error) {
    throw new AppError('TraceLinkInvalid', {}, { cause: error })
  }
}
