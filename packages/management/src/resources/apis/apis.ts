import { type ApiProperties, AppError, apiProperties, type Fault, identifiers } from '@sluice/contracts'
import { defineResource, toBody, type WriteContext } from '../../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../../arm/faults.ts'
import { toKey, toRelativePath, toServiceId } from '../../arm/identity.ts'
import { ownersUnder, removeAssociationsTo, subscriptionsOfScope } from '../references.ts'
import { taggedResources } from '../tags.ts'
import { assertNoTools } from '../tools.ts'
import { holderOf, indexesOf, otherRevisions, readApi } from './api-documents.ts'
import { isRevision, splitApiName } from './api-names.ts'
import { completeApi, sharedFields, sourcePathIn } from './complete-api.ts'
import { readContent, writeContent } from './copy-api.ts'
import { answerExport } from './export-api.ts'
import { applyImport, importedOf, readSentDefinition } from './import-definition.ts'
import { checkMcp, putSentTools } from './mcp-servers.ts'
import { checkWebSocketApi, isWebSocketApi, putHandshake } from './websocket-api.ts'

/** @see reference: API Management, 1.3 */
export const apis = defineResource({
  type: 'Microsoft.ApiManagement/service/apis',
  title: 'Api',
  path: '/apis/{apiId}',
  identifiers: { apiId: identifiers.apiId },
  contract: apiProperties,
  formerNames: { apiType: 'type' },
  ignored: [
    'apiVersionSet',
    'value',
    'format',
    'sourceApiId',
    'wsdlSelector',
    'translateRequiredQueryParameters',
    'mcpTools',
  ],
  filterable: ['name', 'displayName', 'description', 'serviceUrl', 'path', 'isCurrent', 'apiVersionSetId', 'type'],
  sortable: ['createdDateTime', 'updatedDateTime'],
  async resolveName(apiId, reader, collectionKey) {
    const { name, revision } = splitApiName(apiId)
    if (revision === undefined) return apiId
    const document = await reader.get(`${collectionKey}/${name.toLowerCase()}`)
    const current = document === undefined ? '1' : toBody<ApiProperties>(document).properties.apiRevision
    return current === revision ? name : apiId
  },
  madeByService: { properties: ['createdDateTime', 'updatedDateTime'] },
  beforeWrite: readSentDefinition,
  complete: completeApi,
  listSource: taggedResources,
  async prepare(sent, context) {
    const api = { ...sent, path: sent.path.replace(/^\/+|\/+$/g, ''), ...(await versioningOf(sent, context)) }
    assertNoFaults([
      ...checkOwn(api, context),
      ...checkWebSocketApi(api, context),
      ...(await checkMcp(api, context)),
      ...(await checkOthers(api, context)),
    ])
    const now = new Date(context.environment.clock.now()).toISOString()
    const createdDateTime = (context.existing?.properties.createdDateTime as string | undefined) ?? now
    return {
      properties: { ...api, createdDateTime, updatedDateTime: now },
      indexes: indexesOf(context.service, api),
    }
  },
  async afterCreate(context) {
    const sourcePath = sourcePathIn(context)
    const imported = importedOf(context)
    if (imported !== undefined) await applyImport(context, imported)
    else if (sourcePath !== undefined) await writeContent(context, context.path, await readNamed(context, sourcePath))
    await putSentTools(context)
    const made = await readApi(context.transaction, context.service, context.identifiers.apiId ?? '')
    if (isWebSocketApi(made?.properties)) await putHandshake(context)
  },
  async afterUpdate(context) {
    const imported = importedOf(context)
    if (imported !== undefined) await applyImport(context, imported)
    await putSentTools(context)
    await shareWithRevisions(context)
  },
  toView({ properties: { createdDateTime: _, updatedDateTime: __, ...api } }, { service, related }) {
    const shown = { ...api, isOnline: api.isOnline ?? true }
    if (!api.apiVersionSetId) return shown
    const apiVersionSetId = `${toServiceId(service)}${api.apiVersionSetId}`
    const set = (related as Map<string, Readonly<Record<string, unknown>>> | undefined)?.get(
      toKey(service.name, api.apiVersionSetId),
    )
    return {
      ...shown,
      apiVersionSetId,
      ...(set === undefined ? {} : { apiVersionSet: { id: apiVersionSetId, ...set } }),
    }
  },
  async loadRelated(_, reader, { query, service }) {
    if (query.get('expandApiVersionSet') !== 'true') return undefined
    const sets = await reader.list(toKey(service.name, '/apiVersionSets'))
    return new Map(
      sets.map((set) => {
        const { displayName: name, ...rest } = toBody(set).properties
        return [set.key, { name, ...rest }] as const
      }),
    )
  },
  answerGet: answerExport,
  async beforeDelete(context) {
    await assertNoTools(context, { index: 'toolApi', of: 'API' })
    await removeRevisions(context)
    await removeAssociationsTo(context)
    for (const subscription of await subscriptionsOfScope(context.transaction, context.key))
      await context.remove(subscription.key)
    await removeLastVersionsSet(context)
  },
  queries: { products: { shows: '/products/{productId}', source: ownersUnder('apis') } },
})

function checkOwn(api: ApiProperties, { identifiers: { apiId = '' } }: WriteContext): Fault[] {
  const faults: Fault[] = []
  const { revision } = splitApiName(apiId)
  if (revision !== undefined && !isRevision(revision)) {
    faults.push(fieldFault('apiId', `'${revision}' cannot be a revision: letters, digits, '.', '_', '~' and '-' only.`))
  }
  if (api.serviceUrl && !isServiceUrl(api.serviceUrl)) {
    faults.push(fieldFault('properties.serviceUrl', "'serviceUrl' must be an absolute http or https address."))
  }
  return faults
}

function isServiceUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return /^(https?|wss?):$/.test(protocol) && hostname !== ''
}

/** What the other revisions, versions and APIs leave open. */
async function checkOthers(api: ApiProperties, context: WriteContext): Promise<Fault[]> {
  const { transaction, service, key, identifiers: own } = context
  const { name, revision } = splitApiName(own.apiId ?? '')
  const holder = await holderOf(transaction, service, api, key)
  const faults: Fault[] = []
  if (holder !== undefined) {
    faults.push(
      fieldFault('properties.path', `Cannot create API: the path '${api.path}' is used by the API '${holder}'.`),
    )
  }
  const current = revision === undefined ? undefined : await readApi(transaction, service, name)
  for (const field of current === undefined ? [] : sharedFields) {
    if (isSame(api[field], current?.properties[field])) continue
    faults.push(fieldFault(`properties.${field}`, "Can't change property for non-current revision."))
  }
  if (api.apiVersionSetId && !api.apiVersion && revision === undefined) {
    const versions = await versionsOf(context, toKey(service.name, api.apiVersionSetId))
    const original = versions.find((one) => one.key !== key && !toBody<ApiProperties>(one).properties.apiVersion)
    if (original !== undefined && splitApiName(toBody(original).path).revision === undefined) {
      faults.push(fieldFault('properties.apiVersion', 'The version set has a version without identifier already.'))
    }
  }
  return faults
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

/** The version set as it is kept: below the service, and in its own letter case. */
async function versioningOf(
  { apiVersionSetId, apiVersion }: ApiProperties,
  { transaction, service }: WriteContext,
): Promise<Pick<ApiProperties, 'apiVersionSetId' | 'apiVersion'>> {
  if (!apiVersionSetId) return { apiVersionSetId: null, apiVersion: apiVersion ?? null }
  const path = toRelativePath(apiVersionSetId, service)
  const isReference = path !== undefined && /^\/apiVersionSets\/[^/]+$/i.test(path)
  const document = isReference ? await transaction.get(toKey(service.name, path)) : undefined
  const text = isReference
    ? `The version set '${path}' does not exist.`
    : "'apiVersionSetId' must be /apiVersionSets/{id} of this service."
  if (document === undefined) assertNoFaults([fieldFault('properties.apiVersionSetId', text)])
  return { apiVersionSetId: document && toBody(document).path, apiVersion: apiVersion ?? '' }
}

const versionsOf = ({ transaction }: Pick<WriteContext, 'transaction'>, versionSetKey: string) =>
  transaction.findByIndex('versionSet', versionSetKey)

const readNamed = async (context: WriteContext, path: string) => {
  const { name, revision } = splitApiName(path.slice('/apis/'.length))
  const current = await readApi(context.transaction, context.service, name)
  return readContent(context, current?.properties.apiRevision === revision ? `/apis/${name}` : path)
}

/** What the current revision changed of the fields that all of them share. */
async function shareWithRevisions(context: WriteContext): Promise<void> {
  const { name, revision } = splitApiName(context.identifiers.apiId ?? '')
  if (revision !== undefined) return
  const changed = await readApi(context.transaction, context.service, name)
  const { existing } = context
  if (
    changed === undefined ||
    sharedFields.every((field) => isSame(changed.properties[field], existing?.properties[field]))
  )
    return
  const shared = Object.fromEntries(sharedFields.map((field) => [field, changed.properties[field] ?? null]))
  for (const document of await otherRevisions(context.transaction, context.service, name)) {
    const { path, properties } = toBody(document)
    await context.put(path, { ...properties, ...shared })
  }
}

async function removeRevisions(context: WriteContext): Promise<void> {
  const { name, revision } = splitApiName(context.identifiers.apiId ?? '')
  if (revision !== undefined) return
  const revisions = await otherRevisions(context.transaction, context.service, name)
  if (revisions.length > 0 && context.query.get('deleteRevisions') !== 'true') {
    throw new AppError('OperationNotAllowed', {
      reason: `The API has other revisions (${revisions.length}). Delete them first, or add deleteRevisions=true.`,
    })
  }
  for (const document of revisions) await context.remove(document.key)
}

/** A version set goes with its last version; the revisions of this one are gone already. */
async function removeLastVersionsSet(context: WriteContext): Promise<void> {
  const reference = context.existing?.properties.apiVersionSetId
  const { revision } = splitApiName(context.identifiers.apiId ?? '')
  if (typeof reference !== 'string' || reference === '' || revision !== undefined) return
  const versionSetKey = toKey(context.service.name, reference)
  const others = (await versionsOf(context, versionSetKey)).filter(({ key }) => key !== context.key)
  if (others.length === 0) await context.remove(versionSetKey)
}
