import type { Fault } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { nearestName } from '@sluice/policy-language'
import * as z from 'zod'
import { assertNoFaults, fieldFault } from './faults.ts'

export interface FieldNames {
  readonly contract: z.ZodType
  /** Name that older clients use → name of the contract. */
  readonly formerNames?: Readonly<Record<string, string>>
  /** Names of the compatible service that are no misspelling although they are like one of ours. */
  readonly ignored?: readonly string[]
}

/**
 * What was sent under the names of the contract. As at the compatible service, letter case does not count and unknown
 * fields are passed over, so that clients of other versions work.
 * Differs from the reference: a field that looks like a misspelt one is refused instead of silently doing nothing.
 * @throws AppError `ValidationError`
 */
export function readFieldNames(sent: JsonObject, { contract, formerNames = {}, ignored = [] }: FieldNames): JsonObject {
  if (!(contract instanceof z.ZodObject)) return sent
  const known = Object.keys(contract.shape)
  const byLowerCase = new Map([
    ...known.map((name) => [name.toLowerCase(), name] as const),
    ...Object.entries(formerNames).map(([former, name]) => [former.toLowerCase(), name] as const),
  ])
  const named: Record<string, JsonObject[string]> = {}
  const faults: Fault[] = []
  for (const [name, value] of Object.entries(sent)) {
    const meant = byLowerCase.get(name.toLowerCase())
    // The very name goes before another writing of it.
    if (meant !== undefined && (meant === name || !Object.hasOwn(sent, meant))) named[meant] = value
    if (meant !== undefined || ignored.includes(name)) continue
    const near = nearestName(name, known)
    if (near === undefined || Object.hasOwn(sent, near)) continue
    faults.push(fieldFault(`properties.${name}`, `There is no field '${name}'. Did you mean '${near}'?`))
  }
  assertNoFaults(faults)
  return named
}
