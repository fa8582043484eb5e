import { isAppError } from '@sluice/contracts'
import { definitionFault, refuseDefinition, valueField } from '../definition-faults.ts'
import { fetchText } from '../fetch-text.ts'
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
