import { AppError, isAppError } from '@sluice/contracts'
import { definitionFault, refuseDefinition, valueField } from '../definition-faults.ts'
import type { ImportOptions } from '../imported-api.ts'
import { readText } from '../syntax/read-text.ts'
import type { DefinitionDocument } from './definition-node.ts'
import { createReading, type Reading } from './reading.ts'

const maxRounds = 10
const maxDocuments = 100
const maxTotalLength = 16 * 1024 * 1024

/**
 * Reads a definition that may refer to others: `read` goes through it as often as it meets documents that have to be
 * fetched first, so that reading itself never waits and only what is really referred to is fetched.
 * @throws AppError `ValidationError` with the faults of the last go
 */
export async function readWithReferences<Result>(
  root: DefinitionDocument,
  options: ImportOptions,
  read: (reading: Reading) => Result,
): Promise<Result> {
  const documents = new Map<string, DefinitionDocument>()
  let totalLength = 0
  for (let round = 0; round <= maxRounds; round++) {
    const reading = createReading(root, documents, options)
    const result = read(reading)
    const faults = reading.toFaults()
    if (faults.length > 0) refuseDefinition(faults)
    if (reading.missing.size === 0) return result
    if (documents.size + reading.missing.size > maxDocuments) {
      refuseDefinition([
        definitionFault(valueField, `The definition refers to more than ${maxDocuments} other documents.`),
      ])
    }
    for (const url of reading.missing) {
      const { text, url: lastUrl } = await fetchText(url, options)
      totalLength += text.length
      if (totalLength > maxTotalLength) {
        refuseDefinition([
          definitionFault(
            valueField,
            `The documents that are referred to have more than ${maxTotalLength} characters.`,
          ),
        ])
      }
      documents.set(url, { url: lastUrl, text: await readReferred(url, text) })
    }
  }
  refuseDefinition([
    definitionFault(
      valueField,
      `The documents that are referred to refer to others more than ${maxRounds} times over.`,
    ),
  ])
}

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

async function readReferred(url: string, text: string): ReturnType<typeof readText> {
  try {
    return await readText(text)
  } catch (error) {
    if (!isAppError(error)) throw error
    refuseDefinition(
      error.faults.map(({ target, message }) => definitionFault(`${target} of ${url}`, message)),
      error,
    )
  }
}
