import type { Fault } from '@sluice/contracts'
import {
  checkPolicyDocument,
  type PolicyCatalogue,
  type PolicyFormat,
  type PolicyReading,
  type PolicyScope,
  parsePolicyDocument,
  type ScopedDocument,
} from '@sluice/policy-language'
import { policies } from '../policies/index.ts'

/** All policies of this gateway, as data, for checking, documentation and editor forms. */
export const policyCatalogue: PolicyCatalogue = Object.freeze(
  Object.fromEntries(Object.entries(policies).map(([name, { declaration }]) => [name, declaration])),
)

/** What runs where no global document was written, and for sections that it leaves out. */
const defaultGlobalPolicy = `<!-- Applies to all APIs. Sections of narrower scopes run it where they say <base />. -->
<policies>
    <inbound />
    <backend>
        <forward-request />
    </backend>
    <outbound />
    <on-error />
</policies>
`

/** Reads a document and checks it against the policies there are. Never throws. */
export function readPolicy(text: string, format: PolicyFormat, scope: PolicyScope): PolicyReading {
  const reading = parsePolicyDocument(text, format)
  if (reading.document === undefined) return reading
  const faults = checkPolicyDocument(reading.document, scope, policyCatalogue)
  return faults.length === 0 ? reading : { document: undefined, faults }
}

/** Everything that is wrong with a document, in the order it stands; empty = it can be saved. Never throws. */
export const checkPolicy = (text: string, format: PolicyFormat, scope: PolicyScope): readonly Fault[] =>
  readPolicy(text, format, scope).faults

const { document: builtInDocument } = parsePolicyDocument(defaultGlobalPolicy, 'xml')

/** The parent of the written global document; stands before it where scopes are merged. */
export const builtInGlobal: ScopedDocument = Object.freeze({
  scope: 'global',
  scopeId: '/',
  document: builtInDocument,
})
