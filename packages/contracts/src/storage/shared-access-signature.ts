/** What a signature may allow: read, add, create, write, delete, list. */
export type SasPermission = 'r' | 'a' | 'c' | 'w' | 'd' | 'l'

export interface SasOptions {
  readonly account: string
  readonly container: string
  /** Absent: the signature is for all blobs of the container, and its list. */
  readonly blob?: string
  readonly permissions: readonly SasPermission[]
  /** Milliseconds since 1970. */
  readonly startsAt?: number
  readonly expiresAt: number
}

/** Base64 of the HMAC-SHA256 of a text under the account's key. */
export type SignText = (text: string) => string

/** Version whose rules new signatures follow: old enough for every client, new enough to bind the kind of resource. */
const newVersion = '2019-12-12'
/** The order in which permissions are written. */
const permissionOrder = 'racwdl'

/** A shared access signature for a container or blob. @returns the query without its question mark */
export function createSasToken(options: SasOptions, sign: SignText): string {
  const fields = new Map([
    ['sv', newVersion],
    ['sr', options.blob === undefined ? 'c' : 'b'],
    ...(options.startsAt === undefined ? [] : [['st', toSasTime(options.startsAt)] as const]),
    ['se', toSasTime(options.expiresAt)],
    ['sp', inOrder(options.permissions)],
  ])
  const [text = ''] = toServiceSasTexts(fields, options.account, options.container, options.blob ?? '')
  return toQuery(fields, sign(text))
}

/** A signature for the whole account, containers and their lists included. @returns the query without its question mark */
export function createAccountSasToken(
  { account, permissions, expiresAt }: Pick<SasOptions, 'account' | 'permissions' | 'expiresAt'>,
  sign: SignText,
): string {
  const fields = new Map([
    ['sv', newVersion],
    ['ss', 'b'],
    ['srt', 'sco'],
    ['se', toSasTime(expiresAt)],
    ['sp', inOrder(permissions)],
  ])
  return toQuery(fields, sign(toAccountSasText(fields, account)))
}

/** Parameters of a query that belong to a signature and not to the operation. */
export const sasFieldNames: ReadonlySet<string> = new Set(
  'sv ss srt sr st se sp sip spr si sig ses sdd rscc rscd rsce rscl rsct skoid sktid skt ske sks skv saoid suoid scid'.split(
    ' ',
  ),
)

/**
 * The texts that a signature for a container or blob may have been made of, by the rules of its version.
 * @param fields parameters of the query, names in lower case, decoded
 * @see https://learn.microsoft.com/rest/api/storageservices/create-service-sas
 */
export function toServiceSasTexts(
  fields: ReadonlyMap<string, string>,
  account: string,
  container: string,
  blob: string,
): readonly string[] {
  const of = (name: string) => fields.get(name) ?? ''
  const version = of('sv')
  const path = fields.get('sr') === 'b' ? `${account}/${container}/${blob}` : `${account}/${container}`
  const resource = version >= '2015-02-21' ? `/blob/${path}` : `/${path}`
  const head = [of('sp'), of('st'), of('se'), resource, of('si')]
  const overrides = ['rscc', 'rscd', 'rsce', 'rscl', 'rsct'].map(of)
  if (version >= '2020-12-06') {
    return [[...head, of('sip'), of('spr'), version, of('sr'), of('snapshot'), of('ses'), ...overrides].join('\n')]
  }
  if (version >= '2018-11-09') {
    return [[...head, of('sip'), of('spr'), version, of('sr'), of('snapshot'), ...overrides].join('\n')]
  }
  if (version >= '2015-04-05') return [[...head, of('sip'), of('spr'), version, ...overrides].join('\n')]
  if (version >= '2013-08-15') return [[...head, version, ...overrides].join('\n')]
  if (version >= '2012-02-12') return [[...head, version].join('\n')]
  return [head.join('\n')]
}

/** @see https://learn.microsoft.com/rest/api/storageservices/create-account-sas */
export function toAccountSasText(fields: ReadonlyMap<string, string>, account: string): string {
  const names = [
    'sp',
    'ss',
    'srt',
    'st',
    'se',
    'sip',
    'spr',
    'sv',
    ...((fields.get('sv') ?? '') >= '2020-12-06' ? ['ses'] : []),
  ]
  return `${[account, ...names.map((name) => fields.get(name) ?? '')].join('\n')}\n`
}

const inOrder = (permissions: readonly SasPermission[]): string =>
  [...permissionOrder].filter((letter) => (permissions as readonly string[]).includes(letter)).join('')

/** Whole seconds, as old versions ask for. */
const toSasTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`

const toQuery = (fields: ReadonlyMap<string, string>, signature: string): string =>
  [...fields, ['sig', signature] as const].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')
