import { AppError, isAppError } from '@sluice/contracts'
import { definitionFault, refuseDefinition, valueField } from './definition-faults.ts'
import type { ImportOptions } from './imported-api.ts'

/**
 * Fetches a text; `url` of the result is where it was in the end.
 * @throws AppError `ValidationError` with what went wrong with the call
 */
export async function fetchText(
  url: string,
  options: ImportOptions,
): Promise<{ readonly text: string; readonly url: string }> {
  if (options.outgoing === undefined) {
    refuseDefinition([definitionFault(valueField, 'Links are not followed here.')])
  }
  try {
    const response = await options.outgoing.fetch(url, {
      headers: { accept: 'application/json, application/yaml, application/xml, */*;q=0.5' },
    })
    if (!response.ok) {
      throw new AppError('OutgoingCallFailed', { url: new URL(url).origin, reason: `it answers ${response.status}` })
    }
    return { text: await response.text(), url: response.url || url }
  } catch (error) {
    if (!isAppError(error)) throw error
    refuseDefinition([definitionFault(valueField, error.message)], error)
  }
}
