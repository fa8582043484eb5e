import type { JsonObject, JsonValue } from '@sluice/platform'
import { allows } from '../access/roles.ts'
import type { ManagementEnvironment } from '../environment.ts'
import type { ResourceBody, ResourceDeclaration, ViewContext } from './define-resource.ts'
import { toKey } from './identity.ts'

type Secrets = ManagementEnvironment['secrets']

const purposeOf = (key: string, field: string) => `${key}#${field}`

/**
 * Takes the secret fields out of what is about to be stored: those that were sent are sealed, as JSON; the others stay what
 * they were, null takes one away.
 */
export function sealSecrets(
  properties: JsonObject,
  declaration: Pick<ResourceDeclaration, 'secrets'>,
  at: { readonly key: string; readonly existing: ResourceBody | undefined; readonly secrets: Secrets },
): { readonly properties: JsonObject; readonly hidden: Readonly<Record<string, string>> } {
  const open: Record<string, JsonValue | undefined> = { ...properties }
  const hidden: Record<string, string> = {}
  if (declaration.secrets?.appliesTo?.(properties) === false) return { properties, hidden }
  for (const field of declaration.secrets?.fields ?? []) {
    const value = open[field]
    delete open[field]
    const held = at.existing?.hidden?.[field]
    if (value === undefined && held !== undefined) hidden[field] = held
    else if (value !== undefined && value !== null) {
      hidden[field] = at.secrets.seal(JSON.stringify(value), purposeOf(at.key, field))
    }
  }
  return { properties: open, hidden }
}

/** One secret field of a resource in clear; undefined = it has none. */
export function openSecret(
  body: ResourceBody | undefined,
  key: string,
  field: string,
  secrets: Secrets,
): JsonValue | undefined {
  const sealed = body?.hidden?.[field]
  return sealed === undefined ? undefined : (JSON.parse(secrets.open(sealed, purposeOf(key, field))) as JsonValue)
}

/** All secret fields of a resource in clear. */
export function openSecrets(
  body: ResourceBody,
  key: string,
  declaration: Pick<ResourceDeclaration, 'secrets'>,
  secrets: Secrets,
): JsonObject {
  const fields = declaration.secrets?.fields ?? []
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = openSecret(body, key, field, secrets)
      return value === undefined ? [] : [[field, value]]
    }),
  )
}

/** The secret fields that an ordinary answer shows to this caller. */
export function showSecrets(body: ResourceBody, declaration: ResourceDeclaration, view: ViewContext): JsonObject {
  const shownTo = declaration.secrets?.shownTo
  if (shownTo === undefined || !allows(view.role, shownTo)) return {}
  return openSecrets(body, toKey(view.service.name, body.path), declaration, view.environment.secrets)
}
