import type { ServerCall } from '@sluice/platform'
import type { Answer } from '../../endpoints/answer-call.ts'
import type { WebServiceDirectory } from '../../web-services/web-service-directory.ts'
import { describeEndpoint, describeSubject, findHelpEndpoint } from '../endpoint-document.ts'
import { createHelpData } from './help-data.ts'
import { helpTopics, writeHelpPage } from './help-page.ts'

/**
 * The help pages of an endpoint; readable without a key.
 * @param topic last part of the path; the request-response page without one
 * @throws AppError `WebServiceNotFound`, `EndpointNotFound`, …
 */
export async function readHelp(
  call: ServerCall,
  place: Parameters<typeof findHelpEndpoint>[0],
  topic: string | undefined,
  directory: WebServiceDirectory,
): Promise<Answer> {
  const endpoint = findHelpEndpoint(place, directory)
  if (topic === 'apidocument') {
    return { status: 200, body: await describeEndpoint(call, endpoint, directory, 'swagger') }
  }
  const data = createHelpData(endpoint, await describeSubject(call, endpoint, directory))
  const page = writeHelpPage(data, helpTopics.find((known) => known === topic) ?? 'score')
  return {
    status: 200,
    contentType: 'text/html; charset=utf-8',
    body: page,
    headers: ['Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'"],
  }
}
