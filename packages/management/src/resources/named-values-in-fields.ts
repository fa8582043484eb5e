import type { Fault } from '@sluice/contracts'
import type { JsonObject, JsonValue, StoredDocument, StoreReader } from '@sluice/platform'
import { type Data, findNamesInData, namedValueKey, renameInData, resolveNamesInData } from '@sluice/policy-language'
import { type Prepared, toBody, type WriteContext } from '../arm/define-resource.ts'
import { assertNoFaults, fieldFault } from '../arm/faults.ts'
import { type ServiceIdentity, serviceKey } from '../arm/identity.ts'
import { openSecret, sealSecrets } from '../arm/secret-fields.ts'
import { checkAddresses } from './backend-addresses.ts'
import { checkConnection } from './cache-connections.ts'
import { loadNamedValues } from './policies/policy-definitions.ts'

/** Index under which the resources of a service are found whose fields refer to named values. */
const index = 'namedValueUser'

/** Whose secret fields can refer to named values, by collection; of a backend, its url can, too. */
export const fieldsWithNames = {
  backends: { secret: ['credentials', 'proxy'] },
  loggers: { secret: ['credentials'] },
  caches: { secret: ['connectionString'] },
} as const

/** What of a resource can refer to named values, secret fields in clear. */
export function readFields<Field extends string>(
  properties: Readonly<Record<string, unknown>>,
  fields: readonly Field[],
  { existing, key, environment }: Pick<WriteContext, 'existing' | 'key' | 'environment'>,
): { readonly [Name in Field]?: JsonValue | undefined } {
  return Object.fromEntries(
    fields.map((field) => {
      const sent = properties[field]
      // What was not sent stays as it is.
      return [field, sent === undefined ? openSecret(existing, key, field, environment.secrets) : sent]
    }),
  ) as { readonly [Name in Field]?: JsonValue | undefined }
}

export interface NamesInFields<Fields> {
  readonly resolved: Fields
  readonly faults: readonly Fault[]
  /** To be put with the resource, so that its named values are known to be in use. */
  readonly stored: Pick<Prepared<unknown>, 'hidden' | 'indexes'>
}

/** Looks up the named values that fields refer to. */
export async function resolveNames<Fields extends Readonly<Record<string, JsonValue | undefined>>>(
  fields: Fields,
  { environment, service, transaction: reader }: WriteContext,
): Promise<NamesInFields<Fields>> {
  const names = findNamesInData(fields as Data)
  if (names.size === 0) return { resolved: fields, faults: [], stored: {} }
  const values = await loadNamedValues({ environment, service, reader }, [...names.keys()])
  const faults = Object.entries(fields).flatMap(([field, value]) =>
    [...findNamesInData(value as Data)]
      .filter(([key]) => !values.has(key))
      .map(([, name]) => fieldFault(`properties.${field}`, `The named value '${name}' does not exist.`)),
  )
  return {
    resolved: resolveNamesInData(fields as Data, values) as Fields,
    faults,
    stored: {
      hidden: { namedValues: [...names.keys()].join('\n') },
      indexes: { references: { [index]: serviceKey(service.name) } },
    },
  }
}

/** Resources, other than policies, whose fields refer to a named value. */
export async function findFieldsWithNamedValue(
  reader: StoreReader,
  service: ServiceIdentity,
  name: string,
): Promise<readonly StoredDocument[]> {
  const users = await reader.findByIndex(index, serviceKey(service.name))
  return users.filter((document) => toBody(document).hidden?.namedValues?.split('\n').includes(namedValueKey(name)))
}

/** Fields that use a named value under its old name, under the new one from now on. */
export async function renameInFields(context: WriteContext, from: string, to: string): Promise<void> {
  const { transaction, service, environment } = context
  for (const document of await findFieldsWithNamedValue(transaction, service, from)) {
    const { key, collection } = document
    const { properties, hidden = {}, secrets } = openFields(document, context)
    const renamed = renameInData({ ...properties, ...secrets } as Data, from, to) as JsonObject
    const sealed = sealSecrets(
      renamed,
      { secrets: { fields: Object.keys(secrets) } },
      { key, existing: undefined, secrets: environment.secrets },
    )
    const names = hidden.namedValues
      ?.split('\n')
      .map((name) => (name === namedValueKey(from) ? namedValueKey(to) : name))
    const body = {
      ...document.body,
      properties: sealed.properties,
      hidden: { ...hidden, ...sealed.hidden, namedValues: names?.join('\n') ?? '' },
    }
    await transaction.put({ key, collection, body }, { references: { [index]: serviceKey(service.name) } })
  }
}

/**
 * To be called after a change of a named value.
 * @throws AppError `ValidationError` with the backends and caches that would have no address any more
 */
export async function assertFieldsStillGood(context: WriteContext, name: string): Promise<void> {
  const { transaction: reader, service, environment } = context
  const faults: Fault[] = []
  for (const document of await findFieldsWithNamedValue(reader, service, name)) {
    const { path, properties, secrets } = openFields(document, context)
    const fields = { url: properties.url, ...secrets } as Data
    const values = await loadNamedValues({ environment, service, reader }, [...findNamesInData(fields).keys()])
    const { url, proxy, connectionString } = resolveNamesInData(fields, values) as JsonObject
    const wrong = [
      ...checkAddresses({ type: properties.type, url, proxy }),
      ...(typeof connectionString === 'string' ? checkConnection(connectionString) : []),
    ]
    for (const { code, target, message } of wrong) {
      faults.push({ code, target: `${path}, ${target}`, message: `${message} (in ${path})` })
    }
  }
  assertNoFaults(faults)
}

function openFields(document: StoredDocument, { environment }: WriteContext) {
  const { key, collection } = document
  const body = toBody(document)
  const own = Object.entries(fieldsWithNames).find(([name]) => collection.endsWith(`/${name}`))?.[1].secret ?? []
  const held = readFields({}, own, { existing: body, key, environment })
  const secrets = Object.fromEntries(Object.entries(held).filter(([, value]) => value !== undefined))
  return { ...body, secrets }
}
