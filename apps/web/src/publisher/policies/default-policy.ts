import type { DocumentScope } from './policy-shapes.ts'

/** What an editor begins with where nothing is written: it changes nothing. The global document is always written. */
export const defaultPolicy = (scope: DocumentScope): string =>
  scope === 'fragment'
    ? '<fragment>\n</fragment>\n'
    : `<policies>
    <inbound>
        <base />
    </inbound>
    <backend>
        <base />
    </backend>
    <outbound>
        <base />
    </outbound>
    <on-error>
        <base />
    </on-error>
</policies>
`

/** A snippet with the names of what is to be filled in, where nothing helps to fill it in. */
export const fillSnippet = (snippet: string): string => snippet.replace(/#\{([^}]*)\}/g, '$1')
