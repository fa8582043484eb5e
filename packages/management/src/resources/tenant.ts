import { type TenantAccessProperties, tenantAccessName, tenantAccessProperties } from '@sluice/contracts'
import { integrationIdentifier } from '../access/sas-signature.ts'
import { defineResource, type ResourceAction } from '../arm/define-resource.ts'
import { nameOf } from '../arm/identity.ts'
import { openSecrets } from '../arm/secret-fields.ts'

const keyBytes = 32
const secrets = { fields: ['primaryKey', 'secondaryKey'] } as const

const regenerate = (field: 'primaryKey' | 'secondaryKey'): ResourceAction => ({
  async run({ environment, existing, path, put }) {
    await put(path, { ...existing.properties, [field]: newKey(environment.random) })
    return undefined
  },
})

/**
 * The keys that signatures are made with; `gitAccess` has keys because scripts ask for them, but there is no repository.
 * @see reference: API Management, 4.1
 */
export const tenant = defineResource<typeof tenantAccessProperties>({
  type: 'Microsoft.ApiManagement/service/tenant',
  title: 'TenantAccess',
  path: '/tenant/{accessName}',
  identifiers: { accessName: tenantAccessName },
  contract: tenantAccessProperties,
  access: { read: 'administrator', write: 'administrator' },
  verbs: ['put', 'patch'],
  defaults: { access: {}, gitAccess: {} },
  secrets,
  async prepare(sent, { environment, existing }) {
    const isNew = existing === undefined
    const properties: TenantAccessProperties = {
      ...sent,
      ...(isNew && { primaryKey: newKey(environment.random), secondaryKey: newKey(environment.random) }),
      ...(sent.primaryKey && { primaryKey: sent.primaryKey }),
      ...(sent.secondaryKey && { secondaryKey: sent.secondaryKey }),
    }
    return { properties }
  },
  toView: ({ path, properties }) => ({ ...properties, id: identifierOf(path) }),
  actions: {
    listSecrets: {
      run: async ({ environment, existing, key, path }) => ({
        id: identifierOf(path),
        ...existing.properties,
        ...openSecrets(existing, key, { secrets }, environment.secrets),
      }),
    },
    regeneratePrimaryKey: regenerate('primaryKey'),
    regenerateSecondaryKey: regenerate('secondaryKey'),
  },
})

/** Whom signatures with these keys stand for. */
const identifierOf = (path: string): string => (nameOf(path) === 'access' ? integrationIdentifier : 'git')

const newKey = (random: { hex(bytes: number): string }): string =>
  Buffer.from(random.hex(keyBytes), 'hex').toString('base64')
