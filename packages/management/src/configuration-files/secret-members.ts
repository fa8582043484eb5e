import type { JsonValue } from '@sluice/platform'
import * as z from 'zod'
import type { ResourceBody, ResourceDeclaration } from '../arm/define-resource.ts'
import { openSecret } from '../arm/secret-fields.ts'
import type { ManagementEnvironment } from '../environment.ts'

/** One secret that a resource of some type may have. */
export interface SecretMember {
  readonly name: string
  /** Whether it is sent among the properties; otherwise it is only taken over, such as the hash of a password. */
  readonly isField: boolean
  /** Whether a new resource gets one by itself. */
  readonly isMade: boolean
}

export function secretMembersOf({ contract, secrets, madeByService }: ResourceDeclaration): readonly SecretMember[] {
  const shape: Readonly<Record<string, unknown>> = contract instanceof z.ZodObject ? contract.shape : {}
  const made = madeByService?.secrets ?? []
  const fields = secrets?.fields ?? []
  return [
    ...fields.map((name) => ({ name, isField: true, isMade: made.includes(name) })),
    ...made.filter((name) => !fields.includes(name)).map((name) => ({ name, isField: name in shape, isMade: true })),
  ]
}

/** The name that a secret goes by outside of its resource. */
export const secretName = (path: string, member: string): string => `${path.slice(1)}/${member}`

/** A secret in clear. @param key of the document */
export function readSecretMember(
  body: ResourceBody,
  key: string,
  { name }: SecretMember,
  {
    declaration,
    secrets,
  }: { readonly declaration: ResourceDeclaration; readonly secrets: ManagementEnvironment['secrets'] },
): JsonValue | undefined {
  if (declaration.secrets?.fields.includes(name)) return openSecret(body, key, name, secrets)
  const held = body.hidden?.[name]
  if (held === undefined) return undefined
  // What is no secret field of the contract is kept as its resource keeps it: sealed text, or a hash.
  return held.startsWith('sealed:') ? secrets.open(held, `${key}#${name}`) : held
}
