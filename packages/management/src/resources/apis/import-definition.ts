import { AppError, type OperationProperties } from '@sluice/contracts'
import type { JsonObject, StoredDocument } from '@sluice/platform'
import { toBody, type WriteContext, type WriteRequest } from '../../arm/define-resource.ts'
import { fieldFault } from '../../arm/faults.ts'
import { nameOf, toKey } from '../../arm/identity.ts'
import { splitPath } from '../../arm/path-pattern.ts'
import { isJsonObject } from '../../arm/request-body.ts'
import type { ImportedApi, ImportedOperation } from '../../import-formats/imported-api.ts'
import { type ImportPlan, planImport } from '../../import-formats/plan-import.ts'
import { writeSource } from './source-document.ts'

/** A definition that came with the properties of an API, read before the transaction began. */
export interface SentDefinition {
  readonly definition: ImportedApi
}

/** The definition of this write, if it has one. */
export const importedOf = ({ prefetched }: WriteContext): SentDefinition | undefined =>
  prefetched as SentDefinition | undefined

/** Reads what was sent as `format` and `value`, from its address where it is a link. */
export async function readSentDefinition(
  sent: JsonObject,
  { environment }: Pick<WriteRequest, 'environment'>,
): Promise<SentDefinition | undefined> {
  const { format, value, wsdlSelector, translateRequiredQueryParameters } = sent
  if (value === undefined || value === null) {
    if (format === undefined || format === null) return undefined
    throw fault('value', "'value' is required with 'format'.")
  }
  if (typeof format !== 'string') throw fault('format', "'format' is required with 'value'.")
  if (typeof value !== 'string') throw fault('value', "'value' must be a text.")
  const isKnownTranslation =
    translateRequiredQueryParameters === undefined ||
    translateRequiredQueryParameters === null ||
    translateRequiredQueryParameters === 'template' ||
    translateRequiredQueryParameters === 'query'
  if (!isKnownTranslation) {
    const text = "'translateRequiredQueryParameters' must be one of 'template', 'query'."
    throw fault('translateRequiredQueryParameters', text)
  }
  // The readers of all formats are loaded when something is imported, not before.
  const { parseImportFormat, readDefinition } = await import('../../import-formats/read-definition.ts')
  const definition = await readDefinition(parseImportFormat(format), value, {
    outgoing: environment.outgoing,
    readTemplate: environment.readTemplate,
    ...(typeof translateRequiredQueryParameters === 'string' ? { translateRequiredQueryParameters } : {}),
    ...(isJsonObject(wsdlSelector) ? { wsdlSelector } : {}),
  })
  return { definition }
}

const fault = (field: string, message: string) =>
  new AppError('ValidationError', {}, { faults: [fieldFault(`properties.${field}`, message)] })

/** Makes an API's operations, schemas and tags what a definition says, in the transaction of the write. */
export async function applyImport(context: WriteContext, { definition }: SentDefinition): Promise<void> {
  const { transaction, service, path, key, put, remove } = context
  const plan = planAgainst(await transaction.list(`${key}/operations`), definition)
  for (const { id } of plan.removed) await remove(`${key}/operations/${id.toLowerCase()}`)
  await putSchemas(context, definition)
  await putTags(context, definition)
  // All that change go before any of them comes back, so that two operations may exchange their templates.
  const contents = new Map<string, readonly StoredDocument[]>()
  for (const { existingId } of plan.changed) {
    const operationKey = `${key}/operations/${existingId.toLowerCase()}`
    contents.set(existingId, await transaction.listBelow(operationKey))
    await remove(operationKey)
  }
  for (const { operation, existingId } of [...plan.changed, ...plan.added.map(toAddition)]) {
    const operationPath = `${path}/operations/${operation.id}`
    await put(operationPath, { ...operation.properties } as unknown as JsonObject)
    for (const document of contents.get(existingId ?? '') ?? []) {
      const { path: below, properties } = toBody(document)
      await put(`${operationPath}/${splitPath(below).slice(4).join('/')}`, properties)
    }
    await finishOperation(context, operation)
  }
  for (const { operation } of plan.kept) if (operation !== undefined) await finishOperation(context, operation)
  const { format, version, source } = definition
  await writeSource(transaction, service, path, { format, version, ...source })
}

const toAddition = ({ operation }: ImportPlan['added'][number]) => ({ operation, existingId: undefined })

/** What an import does to the operations that an API has. */
export const planAgainst = (held: readonly StoredDocument[], definition: ImportedApi): ImportPlan =>
  planImport(
    held.map((document) => {
      const { path, properties } = toBody<OperationProperties>(document)
      return { id: nameOf(path), properties }
    }),
    definition,
    { sourceIsReimport: true },
  )

/** Schemas are those of the definition: what it no longer has goes. */
async function putSchemas({ transaction, key, path, put, remove }: WriteContext, { schemas }: ImportedApi) {
  const wanted = new Set(schemas.map(({ id }) => id.toLowerCase()))
  for (const held of await transaction.list(`${key}/schemas`)) {
    if (!wanted.has(nameOf(held.key))) await remove(held.key)
  }
  for (const { id, contentType, document } of schemas) await put(`${path}/schemas/${id}`, { contentType, document })
}

/** Tags belong to the whole service: one that is there stays what it is. */
async function putTags({ transaction, service, path, put }: WriteContext, { tags }: ImportedApi) {
  for (const { id, displayName, description, externalDocsUrl, externalDocsDescription } of tags) {
    if ((await transaction.get(toKey(service.name, `/tags/${id}`))) === undefined) {
      await put(`/tags/${id}`, { displayName })
    }
    if (description === undefined && externalDocsUrl === undefined) continue
    await put(`${path}/tagDescriptions/${id}`, {
      description: description ?? null,
      externalDocsUrl: externalDocsUrl ?? null,
      externalDocsDescription: externalDocsDescription ?? null,
    })
  }
}

async function finishOperation(context: WriteContext, { id, tags, policy }: ImportedOperation): Promise<void> {
  const { transaction, service, path, put } = context
  const operationPath = `${path}/operations/${id}`
  for (const tag of tags) await put(`${operationPath}/tags/${tag}`, {})
  if (policy === undefined) return
  // An operation that was there before keeps what its publisher made of the policy.
  const policyPath = `${operationPath}/policies/policy`
  if ((await transaction.get(toKey(service.name, policyPath))) !== undefined) return
  await put(policyPath, { format: 'rawxml', value: policy })
}
