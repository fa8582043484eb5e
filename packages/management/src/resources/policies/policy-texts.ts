import { AppError } from '@sluice/contracts'
import type { DocumentCondition, DocumentSource, PutOptions, StoredDocument, StoreReader } from '@sluice/platform'
import { toBody } from '../../arm/define-resource.ts'
import { type ServiceIdentity, serviceKey } from '../../arm/identity.ts'

/** The text of a policy document or fragment. */
export interface PolicyText {
  readonly value: string
  readonly format: 'xml' | 'rawxml'
}

/** Index under which every policy document of a service is found, whatever its scope. */
const policyIndex = 'policyDocument'
/** Index under which every text that may name other resources is found: policy documents and fragments. */
const textIndex = 'policyText'

/** To be put with a policy document or fragment. */
export const policyTextIndexes = ({ name }: ServiceIdentity, kind: { readonly isFragment: boolean }): PutOptions => ({
  references: { [textIndex]: serviceKey(name), ...(kind.isFragment ? {} : { [policyIndex]: serviceKey(name) }) },
})

const holds = (part: string): DocumentCondition => ({
  kind: 'text',
  field: { kind: 'body', path: ['properties', 'value'] },
  test: 'contains',
  value: part,
})

/** Policy documents and fragments whose text has any of these parts, letter case aside, in one query. */
export async function findPolicyTexts(
  reader: StoreReader,
  service: ServiceIdentity,
  parts: readonly string[],
): Promise<readonly StoredDocument[]> {
  if (parts.length === 0) return []
  const { documents } = await reader.find({
    from: allTexts(service),
    where: { kind: 'or', terms: parts.map(holds) },
  })
  return documents
}

/** All policy documents and fragments of a service. */
export const allTexts = ({ name }: ServiceIdentity): DocumentSource => ({ index: textIndex, value: serviceKey(name) })

/** All policy documents of a service. */
export const allPolicyDocuments = ({ name }: ServiceIdentity): DocumentSource => ({
  index: policyIndex,
  value: serviceKey(name),
})

export const isFragment = ({ collection }: StoredDocument): boolean => collection.endsWith('/policyfragments')

export const textOf = (document: StoredDocument): PolicyText => toBody<PolicyText>(document).properties

/** @throws AppError `OperationNotAllowed` naming the users, when there are any */
export function assertUnused(what: string, users: readonly StoredDocument[]): void {
  if (users.length === 0) return
  const named = users.slice(0, 5).map((document) => toBody(document).path)
  const more = users.length > named.length ? ` and ${users.length - named.length} more` : ''
  throw new AppError('OperationNotAllowed', { reason: `The ${what} is in use by ${named.join(', ')}${more}.` })
}
