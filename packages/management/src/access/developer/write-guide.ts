/** What a guide tells of an API or a product, as whoever reads it may see it. */
export interface Listed {
  readonly id: string
  readonly displayName: string
  readonly description?: string | undefined
}

export interface ListedApi extends Listed {
  /** Where it is called. */
  readonly addresses: readonly string[]
  readonly needsKey: boolean
  readonly keyHeader: string
}

export interface Guide {
  readonly service: string
  /** Of the developer portal, without a slash at its end. */
  readonly portal: string
  readonly apis: readonly ListedApi[]
  readonly products: readonly Listed[]
  /** Nothing is shown to anonymous visitors. */
  readonly isSignInRequired: boolean
}

const longestDescription = 300

/** The portal in Markdown, for programs that read texts. @see https://llmstxt.org */
export function writeGuide({ service, portal, apis, products, isSignInRequired }: Guide): string {
  const at = `${portal}/developer/${encodeURIComponent(service)}`
  const head = [
    `# APIs of ${service}`,
    '',
    `> What the developer portal at ${at} shows to everybody: APIs, how they are called, and how to get a key.`,
    '',
  ]
  if (isSignInRequired) {
    return [...head, `Whoever wants to see the APIs signs in first: ${portal}/sign-in.`, ''].join('\n')
  }
  const keyHeaders = [...new Set(apis.filter(({ needsKey }) => needsKey).map(({ keyHeader }) => keyHeader))]
  const keys =
    keyHeaders.length === 0
      ? []
      : [
          `Calls carry a subscription key in the header ${keyHeaders.map((name) => `\`${name}\``).join(' or ')}. To get one:`,
          '',
          `1. Sign up at ${portal}/sign-up.`,
          `2. Subscribe to a product that has the API at ${at}/products.`,
          `3. Take the key from ${at}/profile.`,
          '',
        ]
  return [
    ...head,
    ...keys,
    '## APIs',
    '',
    ...(apis.length === 0 ? ['There are none.'] : apis.map((api) => toApiLine(api, at))),
    '',
    '## Products',
    '',
    ...(products.length === 0
      ? ['There are none.']
      : products.map((product) => `- ${toLink(product, `${at}/products`)}${toDescription(product)}`)),
    '',
  ].join('\n')
}

function toApiLine(api: ListedApi, at: string): string {
  const page = `${at}/apis/${encodeURIComponent(api.id)}`
  const address = api.addresses.length === 0 ? '' : ` Address: ${api.addresses.join(' or ')}.`
  const key = api.needsKey ? '' : ' Needs no key.'
  return `- ${toLink(api, `${at}/apis`)}${toDescription(api)}${address}${key} Definition: [OpenAPI](${page}/openapi.json).`
}

const toLink = ({ displayName, id }: Listed, at: string) =>
  `[${toLine(displayName).replace(/[[\]\\]/g, '\\$&')}](${at}/${encodeURIComponent(id)})`

/** One line of plain text that ends as a sentence does. */
function toDescription({ description }: Listed): string {
  const text = toLine((description ?? '').replace(/<[^>]*>/g, ' '))
  const short = text.length > longestDescription ? `${text.slice(0, longestDescription).trimEnd()}…` : text
  if (short === '') return '.'
  return `: ${short}${/[.!?…]$/.test(short) ? '' : '.'}`
}

const toLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
