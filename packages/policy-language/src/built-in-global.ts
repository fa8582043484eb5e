import { parsePolicyDocument } from './document/parse-policy-document.ts'
import type { ScopedDocument } from './scopes.ts'

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

const { document } = parsePolicyDocument(defaultGlobalPolicy, 'xml')

/** The parent of the written global document; stands before it where scopes are merged. */
export const builtInGlobal: ScopedDocument = Object.freeze({ scope: 'global', scopeId: '/', document })
