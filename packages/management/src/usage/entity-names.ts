import type { JsonObject, StoreReader } from '@sluice/platform'
import { toKey } from '../arm/identity.ts'

/** Identifiers within a service, as usage has them. */
export interface UsageIdentifiers {
  readonly api?: string | undefined
  readonly operation?: string | undefined
  readonly product?: string | undefined
  readonly subscription?: string | undefined
  readonly user?: string | undefined
}

export type UsageEntity = keyof UsageIdentifiers

/** Looks up what things are called now, each once; those that were deleted are called by their identifier. */
export interface EntityNames {
  nameOf(entity: UsageEntity, identifiers: UsageIdentifiers): Promise<string>
  /** What is kept of it now; undefined when it was deleted. */
  propertiesOf(entity: UsageEntity, identifiers: UsageIdentifiers): Promise<JsonObject | undefined>
}

export function createEntityNames(reader: StoreReader, service: string): EntityNames {
  const known = new Map<string, Promise<JsonObject | undefined>>()
  const propertiesOf: EntityNames['propertiesOf'] = (entity, identifiers) => {
    const path = pathOf(entity, identifiers)
    const found =
      known.get(path) ??
      reader.get(toKey(service, path)).then((document) => document?.body.properties as JsonObject | undefined)
    known.set(path, found)
    return found
  }
  return {
    propertiesOf,
    async nameOf(entity, identifiers) {
      const identifier = identifiers[entity]
      if (identifier === undefined) return entity === 'user' ? 'Anonymous' : ''
      const properties = await propertiesOf(entity, identifiers)
      const { displayName, firstName, lastName } = properties ?? {}
      const name = entity === 'user' ? [firstName, lastName].filter((part) => part).join(' ') : displayName
      return typeof name === 'string' && name !== '' ? name : identifier
    },
  }
}

/** Path below the service; `-` stands for what a call had none of. */
export function pathOf(entity: UsageEntity, { api, operation, product, subscription, user }: UsageIdentifiers): string {
  switch (entity) {
    case 'api':
      return `/apis/${api ?? '-'}`
    case 'operation':
      return `/apis/${api ?? '-'}/operations/${operation ?? '-'}`
    case 'product':
      return `/products/${product ?? '-'}`
    case 'subscription':
      return `/subscriptions/${subscription ?? '-'}`
    case 'user':
      return `/users/${user ?? '-'}`
  }
}
