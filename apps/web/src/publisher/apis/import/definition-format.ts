/** What a definition is written in, as people know it; JSON and YAML, and the versions, are told apart by the server. */
export type DefinitionFormat = 'openapi' | 'wadl' | 'wsdl'

export const formatLabels: Readonly<Record<DefinitionFormat, string>> = {
  openapi: 'OpenAPI, Swagger',
  wadl: 'WADL',
  wsdl: 'WSDL',
}

const ofText = { openapi: 'openapi', wadl: 'wadl-xml', wsdl: 'wsdl' } as const
const ofLink = { openapi: 'openapi-link', wadl: 'wadl-link-json', wsdl: 'wsdl-link' } as const

/** The name that the server has for it. */
export const toWireFormat = (format: DefinitionFormat, isLink: boolean): string => (isLink ? ofLink : ofText)[format]

/** Format of a text; undefined = it looks like none. */
export function formatOfText(text: string): DefinitionFormat | undefined {
  const start = text
    .slice(0, 4096)
    .replace(/^\uFEFF/, '')
    .trimStart()
  if (start.startsWith('<')) return formatOfXml(text)
  return /(?:^|[{,\s])["']?(?:openapi|swagger)["']?\s*:/.test(text) ? 'openapi' : undefined
}

function formatOfXml(text: string): DefinitionFormat | undefined {
  // The first start tag, past the declaration, comments and the document type.
  const root = /<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]/.exec(text.slice(0, 65_536).replace(/<!--[\s\S]*?-->/g, ''))?.[1]
  if (root === 'application') return 'wadl'
  return root === 'definitions' || root === 'description' ? 'wsdl' : undefined
}

/** Format of what is at an address, by its end; most definitions are OpenAPI. */
export function formatOfAddress(address: string): DefinitionFormat {
  const text = address.trim().toLowerCase()
  if (/[?&](?:single)?wsdl(?:[=&#]|$)|\.wsdl(?:[?#]|$)/.test(text)) return 'wsdl'
  return /[?&]wadl(?:[=&#]|$)|\.wadl(?:[?#]|$)/.test(text) ? 'wadl' : 'openapi'
}
