import type { Fault } from '@sluice/contracts'
import {
  checkPolicyDocument,
  type PolicyCatalogue,
  type PolicyFormat,
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
export const defaultGlobalPolicy = `<!-- Applies to all APIs. Sections of narrower scopes run it where they say <base />. -->
<policies>
    <inbound />
    <backend>
        <forward-request />
    </backend>
    <outbound />
    <on-error />
</policies>
`

/** Everything that is wrong with a document, in the order it stands; empty = it can be saved. Never throws. */
export function checkPolicy(text: string, format: PolicyFormat, scope: PolicyScope): readonly Fault[] {
  const { document, faults } = parsePolicyDocument(text, format)
  return document === undefined ? faults : checkPolicyDocument(document, scope, policyCatalogue)
}

const { document: builtInDocument } = parsePolicyDocument(defaultGlobalPolicy, 'xml')

/** The parent of the written global document; stands before it where scopes are merged. */
export const builtInGlobal: ScopedDocument = Object.freeze({
  scope: 'global',
  scopeId: '/',
  document: builtInDocument,
})
