import type { Fault, PolicyRestrictionProperties } from '@sluice/contracts'
import type { StoreReader } from '@sluice/platform'
import { isElement, parsePolicyDocument, sectionNames } from '@sluice/policy-language'
import { toBody } from '../../arm/define-resource.ts'
import { type ServiceIdentity, serviceKey } from '../../arm/identity.ts'
import type { PolicyText } from './policy-texts.ts'

/** Paths at and below which documents must run those of the scope above. */
export async function loadRestrictedPaths(reader: StoreReader, { name }: ServiceIdentity): Promise<readonly string[]> {
  const documents = await reader.list(`${serviceKey(name)}/policyrestrictions`)
  return documents
    .map((document) => toBody<PolicyRestrictionProperties>(document).properties)
    .filter(({ requireBase }) => requireBase === 'true')
    .map(({ scope }) => scope.toLowerCase())
}

/** Faults of a document that a restriction applies to: every section that is written must have `<base />`. */
export function checkBase(path: string, text: PolicyText, restricted: readonly string[]): readonly Fault[] {
  const lowerCased = path.toLowerCase()
  const applying = restricted.find((scope) => lowerCased === scope || lowerCased.startsWith(`${scope}/`))
  if (applying === undefined) return []
  const { document } = parsePolicyDocument(text.value, text.format)
  return sectionNames.flatMap((name) => {
    const section = document?.sections[name]
    if (section === undefined || section.children.some((child) => isElement(child) && child.name === 'base')) return []
    const { line, column } = section.position
    return [
      {
        code: 'ValidationError',
        target: `line ${line}, column ${column}`,
        message: `Error in element '${name}' on line ${line}, column ${column}: <base /> is required here by a policy restriction on '${applying}'.`,
      },
    ]
  })
}
