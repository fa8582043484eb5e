import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import type { WriteRequest } from '../../arm/define-resource.ts'
import { fieldFault } from '../../arm/faults.ts'

/** Formats of which the value is the address of a document, and the format of that. */
const linkFormats: ReadonlyMap<unknown, 'xml' | 'rawxml'> = new Map([
  ['xml-link', 'xml'],
  ['rawxml-link', 'rawxml'],
])

/**
 * The document that a policy names by its address.
 * @returns undefined when it was sent itself
 * @throws AppError when the address cannot be called or answers something else than 200
 */
export async function fetchLinkedPolicy(
  { format, value }: JsonObject,
  { environment }: WriteRequest,
): Promise<JsonObject | undefined> {
  const linked = linkFormats.get(format)
  if (linked === undefined || typeof value !== 'string') return undefined
  const refuse = (message: string) =>
    new AppError('ValidationError', {}, { faults: [fieldFault('properties.value', message)] })
  if (!URL.canParse(value)) throw refuse(`'value' must be the address of a document where the format is ${format}.`)
  const response = await environment.outgoing.fetch(value)
  if (response.status !== 200) throw refuse(`The address answers with the status ${response.status} instead of 200.`)
  return { value: await response.text(), format: linked }
}
