import { AppError, type Fault } from '@sluice/contracts'
import { type FragmentText, fragmentKey, namedValueKey } from '@sluice/policy-language'
import { nameOf } from '../arm/identity.ts'
import { isJsonObject } from '../arm/request-body.ts'
import type { PolicyScope } from '../environment.ts'
import { scopeOf } from '../resources/policies/policy-definitions.ts'
import { placeOfFile } from './file-places.ts'
import type { ConfigurationFiles } from './to-files.ts'
import { loadYamlText, type YamlText } from './yaml-text.ts'

export { checkBase } from '../resources/policies/required-base.ts'

/** A policy document or fragment among the files of an export. */
export type PolicyFile = {
  readonly file: string
  /** Of the resource, below the service. */
  readonly path: string
  readonly text: FragmentText
} & ({ readonly kind: 'policy'; readonly scope: PolicyScope } | { readonly kind: 'fragment'; readonly id: string })

/** The policies of an export, and what they may refer to. */
export interface PolicyFiles {
  readonly texts: readonly PolicyFile[]
  /** By `namedValueKey`. */
  readonly namedValues: ReadonlyMap<string, string>
  /** Keys of named values whose values are not in the files. */
  readonly openValues: ReadonlySet<string>
  /** By `fragmentKey`. */
  readonly fragments: ReadonlyMap<string, FragmentText>
  /** URL by identifier in lower case; a pool has none. */
  readonly backendUrls: ReadonlyMap<string, string | undefined>
  /** In lower case: at and below these, documents must run those of the scope above. */
  readonly restrictedPaths: readonly string[]
}

/**
 * Finds them without reading anything else, so that they can be checked whatever state the rest is in.
 * @throws AppError `ConfigurationInvalid` for a file of a named value that cannot be read
 */
export async function readPolicyFiles(files: ConfigurationFiles): Promise<PolicyFiles> {
  const yaml = await loadYamlText()
  const texts: PolicyFile[] = []
  const namedValues = new Map<string, string>()
  const openValues = new Set<string>()
  const backendUrls = new Map<string, string | undefined>()
  const restrictedPaths: string[] = []
  const faults: Fault[] = []
  for (const [file, value] of files) {
    const place = placeOfFile(file)
    if (place?.kind !== 'resource') continue
    const { path, form } = place
    const fields = (): FieldsRead => readFields(value, yaml, (fault) => faults.push(atFile(fault, file)))
    if (form !== undefined) texts.push({ file, path, text: { value, format: form }, ...kindOf(path) })
    else if (/^\/backends\/[^/]+$/i.test(path)) backendUrls.set(nameOf(path).toLowerCase(), fields().url)
    else if (/^\/policyRestrictions\/[^/]+$/i.test(path)) {
      const { scope, requireBase } = fields()
      if (scope !== undefined && requireBase === 'true') restrictedPaths.push(scope.toLowerCase())
    } else if (/^\/namedValues\/[^/]+$/i.test(path)) {
      const { displayName = nameOf(path), value: held } = fields()
      if (held === undefined) openValues.add(namedValueKey(displayName))
      else namedValues.set(namedValueKey(displayName), held)
    }
  }
  if (faults.length > 0) throw new AppError('ConfigurationInvalid', { count: faults.length }, { faults })
  const fragments = new Map(
    texts.flatMap((one) => (one.kind === 'fragment' ? [[fragmentKey(one.id), one.text] as const] : [])),
  )
  return { texts, namedValues, openValues, fragments, backendUrls, restrictedPaths }
}

const kindOf = (path: string) =>
  /^\/policyFragments\//i.test(path)
    ? ({ kind: 'fragment', id: nameOf(path) } as const)
    : ({ kind: 'policy', scope: scopeOf(path) } as const)

/** The fields that are texts. */
type FieldsRead = Readonly<Partial<Record<'displayName' | 'value' | 'url' | 'scope' | 'requireBase', string>>>

function readFields(text: string, yaml: YamlText, onFault: (fault: Fault) => void): FieldsRead {
  const { value, faults } = yaml.read(text)
  for (const { line, column, message } of faults) {
    onFault({
      code: 'ConfigurationInvalid',
      target: `line ${line}, column ${column}`,
      message: `This is no YAML: ${message}.`,
    })
  }
  const texts = Object.entries(isJsonObject(value) ? value : {}).filter(([, field]) => typeof field === 'string')
  return Object.fromEntries(texts)
}

const atFile = (fault: Fault, file: string): Fault => ({ ...fault, target: `${file}, ${fault.target}` })
