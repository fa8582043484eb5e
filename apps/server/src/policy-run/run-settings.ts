import { nearestName, type PolicyFormat, type PolicyScope, policyScopes } from '@sluice/policy-language'
import type { Setting } from './act-file.ts'
import { invalidLine } from './invalid-line.ts'

/** A text that a setting names a file for. */
export interface NamedFile {
  /** Of the fragment, or the scope of the document. */
  readonly name: string
  /** Relative to the file with the settings. */
  readonly path: string
  readonly line: number
}

/** What the calls of a file meet; all of it has defaults. */
export interface RunSettings {
  /** Where the document applies; undefined = not said. */
  readonly scope: PolicyScope | undefined
  readonly format: PolicyFormat
  /** Of every operation; there is one for each method. */
  readonly urlTemplate: string
  readonly apiName: string
  readonly apiPath: string
  /** Of the API's backend. */
  readonly backendUrl: string
  /** Display name; undefined = calls go to the API without a product. */
  readonly product: string | undefined
  /** Display name; undefined = calls come without a key. */
  readonly subscription: string | undefined
  readonly user: StubUser | undefined
  /** Whom requests with another key come from, by display name of the subscription. */
  readonly otherSubscriptions: ReadonlyMap<string, OtherSubscription>
  /** Names of groups of the user. */
  readonly groups: readonly string[]
  /** By name. */
  readonly namedValues: ReadonlyMap<string, string>
  /** URL by identifier. */
  readonly backends: ReadonlyMap<string, string>
  readonly fragments: readonly NamedFile[]
  readonly policies: readonly NamedFile[]
  /** OpenAPI, WADL or WSDL, from which operations and schemas come. */
  readonly definition: NamedFile | undefined
  /** When the first call comes, in milliseconds since 1970; undefined = some fixed time. */
  readonly startMs: number | undefined
  /** Whom calls come from. */
  readonly clientAddress: string
}

export interface StubUser {
  readonly firstName: string
  readonly lastName: string
  readonly email: string
}

/** A subscription that a request means by writing its key. */
export interface OtherSubscription {
  readonly key: string
  readonly user: StubUser | undefined
}

type Draft = { -readonly [Name in keyof RunSettings]: RunSettings[Name] } & {
  readonly namedValues: Map<string, string>
  readonly backends: Map<string, string>
  readonly otherSubscriptions: Map<string, OtherSubscription>
  readonly fragments: NamedFile[]
  readonly policies: NamedFile[]
}

/** How one setting is read. @returns what is wrong with the value, as the end of a sentence */
type Read = (
  draft: Draft,
  value: string,
  setting: { readonly name: string; readonly line: number },
) => string | undefined

const orNone = (value: string): string | undefined => (value.toLowerCase() === 'none' ? undefined : value)
const isUrl = (value: string): boolean => /^https?:\/\/[^/?#\s]+[^?#\s]*$/.test(value)
const noUser = 'must be written like Ann Lee <ann@example.com>'
const noUrl = 'must be a URL such as http://backend/api'

const plain: Readonly<Record<string, Read>> = {
  scope(draft, value) {
    draft.scope = policyScopes.find((known) => known === value)
    return draft.scope === undefined ? `must be one of ${policyScopes.join(', ')}` : undefined
  },
  format(draft, value) {
    if (value !== 'xml' && value !== 'rawxml') return 'must be xml or rawxml'
    draft.format = value
    return undefined
  },
  template(draft, value) {
    draft.urlTemplate = value
    return undefined
  },
  'api-name'(draft, value) {
    draft.apiName = value
    return undefined
  },
  'api-path'(draft, value) {
    draft.apiPath = value.replace(/^\/+|\/+$/g, '')
    return undefined
  },
  'backend-url'(draft, value) {
    draft.backendUrl = value
    return isUrl(value) ? undefined : noUrl
  },
  product(draft, value) {
    draft.product = orNone(value)
    return undefined
  },
  subscription(draft, value) {
    draft.subscription = orNone(value)
    return undefined
  },
  user(draft, value) {
    draft.user = parseUser(value)
    return draft.user === undefined ? noUser : undefined
  },
  groups(draft, value) {
    draft.groups = value
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
    return undefined
  },
  definition(draft, path, { name, line }) {
    draft.definition = { name, path, line }
    return undefined
  },
  time(draft, value) {
    draft.startMs = /^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(value) ? Date.parse(value) : Number.NaN
    return Number.isNaN(draft.startMs) ? 'must be a time such as 2026-01-31T12:00:00Z' : undefined
  },
  'client-address'(draft, value) {
    draft.clientAddress = value
    return undefined
  },
}

/** Settings with a name of their own behind them. */
const named: Readonly<Record<string, Read>> = {
  'named-value'(draft, value, { name }) {
    draft.namedValues.set(name, value)
    return undefined
  },
  backend(draft, value, { name }) {
    draft.backends.set(name, value)
    return isUrl(value) ? undefined : noUrl
  },
  subscription(draft, value, { name }) {
    const [, key = '', owner] = /^(\S+?)(?:,\s*(.*))?$/.exec(value) ?? []
    const user = owner === undefined ? undefined : parseUser(owner)
    if (key === '' || (owner !== undefined && user === undefined)) {
      return 'must be a key, or a key and its owner: beta-key, Ann Lee <ann@example.com>'
    }
    draft.otherSubscriptions.set(name, { key, user })
    return undefined
  },
  fragment(draft, path, { name, line }) {
    draft.fragments.push({ name, path, line })
    return undefined
  },
  policy(draft, path, { name, line }) {
    draft.policies.push({ name, path, line })
    return undefined
  },
}

/**
 * @param file its name, for faults
 * @throws AppError `ActFileInvalid` for a setting that there is not, or with a value that it does not take
 */
export function readRunSettings(settings: readonly Setting[], file: string): RunSettings {
  const draft: Draft = {
    scope: undefined,
    format: 'rawxml',
    urlTemplate: '/*',
    apiName: 'Echo API',
    apiPath: 'echo',
    backendUrl: 'http://backend/api',
    product: 'Starter',
    subscription: '',
    user: undefined,
    groups: [],
    otherSubscriptions: new Map(),
    namedValues: new Map(),
    backends: new Map(),
    fragments: [],
    policies: [],
    definition: undefined,
    startMs: undefined,
    clientAddress: '127.0.0.1',
  }
  for (const { name: written, value, line } of settings) {
    const [kind = '', name = ''] = written.split(/\s+/, 2)
    const readers = name === '' ? plain : named
    const read = Object.hasOwn(readers, kind) ? readers[kind] : undefined
    if (read === undefined) throw invalidLine({ file, line }, unknownSetting(written))
    const wrong = value === '' ? 'must have a value' : read(draft, value, { name, line })
    if (wrong !== undefined) throw invalidLine({ file, line }, `'${written}' ${wrong}.`)
  }
  return draft
}

function parseUser(value: string): StubUser | undefined {
  const [, firstName, lastName, email] = /^(\S+)\s+(\S.*?)\s*<([^<>\s]+@[^<>\s]+)>$/.exec(value) ?? []
  if (firstName === undefined || lastName === undefined || email === undefined) return undefined
  return { firstName, lastName, email }
}

function unknownSetting(written: string): string {
  const names = [...Object.keys(plain), ...Object.keys(named).map((name) => `${name} NAME`)]
  const nearest = nearestName(written.split(' ', 1)[0] ?? '', [...Object.keys(plain), ...Object.keys(named)])
  const meant = nearest === undefined ? '' : ` Did you mean '${nearest}'?`
  return `There is no setting '${written}'.${meant} Settings: ${names.join(', ')}.`
}
