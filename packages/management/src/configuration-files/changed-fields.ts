import type { JsonObject, JsonValue } from '@sluice/platform'
import * as z from 'zod'
import type { ResourceDeclaration } from '../arm/define-resource.ts'
import { findResource } from '../arm/find-declaration.ts'
import { type ConfigurationEntry, isSecretReference } from './configuration-entry.ts'
import { secretMembersOf } from './secret-members.ts'
import { toComparable } from './yaml-text.ts'

/** Secrets by the names that files give them. */
export interface KnownSecrets {
  /** What is there now. */
  readonly held: ReadonlyMap<string, () => JsonValue>
  /** What is brought along. */
  readonly given: ReadonlyMap<string, JsonValue>
}

/** Names of the fields in which a file differs from what is there; defaults need not stand in it. */
export function changedFields(
  current: ConfigurationEntry,
  wanted: ConfigurationEntry,
  secrets: KnownSecrets,
): string[] {
  if (wanted.kind === 'association') return []
  const declaration = wanted.kind === 'resource' ? findResource(wanted.path)?.declaration : undefined
  const secretNames = new Set(declaration === undefined ? [] : secretMembersOf(declaration).map(({ name }) => name))
  const ignored = declaration?.madeByService?.properties ?? []
  const names = new Set([...Object.keys(wanted.content), ...Object.keys(current.content)])
  return [...names].filter((name) => {
    if (ignored.includes(name)) return false
    const [before, after] = [current.content[name], wanted.content[name]]
    if (secretNames.has(name)) return isOtherSecret(before, after, declaration, { name, secrets })
    // What a file leaves out and what is there without saying anything are the same.
    if (after === undefined && isEmpty(before)) return false
    return toComparable(before) !== toComparable(after) && toComparable(before) !== normalized(after, name, declaration)
  })
}

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)

function isOtherSecret(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  declaration: ResourceDeclaration | undefined,
  { name, secrets }: { readonly name: string; readonly secrets: KnownSecrets },
): boolean {
  const held = isSecretReference(before) ? secrets.held.get(before.secret) : undefined
  // A key that is not spoken of stays; a field that is left out goes, as any other does.
  if (after === undefined) return before !== undefined && declaration?.secrets?.fields.includes(name) === true
  if (!isSecretReference(after)) return toComparable(after) !== toComparable(held === undefined ? before : held())
  const given = secrets.given.get(after.secret)
  if (given === undefined) return held === undefined && declaration?.madeByService?.secrets?.includes(name) !== true
  return held === undefined || toComparable(held()) !== toComparable(given)
}

/** A value as its contract would keep it, such as the default of one that is not there. */
function normalized(value: JsonValue | undefined, name: string, declaration: ResourceDeclaration | undefined): string {
  const contract = declaration?.contract
  const field = contract instanceof z.ZodObject ? (contract.shape as Record<string, z.ZodType>)[name] : undefined
  const read = field?.safeParse(value)
  return toComparable(read?.success === true ? (read.data as JsonObject[string]) : value)
}
