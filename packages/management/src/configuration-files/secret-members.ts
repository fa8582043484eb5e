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

export function secretMembersOf(declaration: ResourceDeclaration): readonly SecretMember[] {
  const { contract, secrets, carriedSecrets = [], madeByService } = declaration
  const shape: Readonly<Record<string, unknown>> = contract instanceof z.ZodObject ? contract.shape : {}
  const fields = secrets?.fields ?? []
  return [...fields, ...carriedSecrets].map((name) => ({
    name,
    isField: fields.includes(name) || name in shape,
    isMade: madeByService?.secrets?.includes(name) === true,
  }))
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
