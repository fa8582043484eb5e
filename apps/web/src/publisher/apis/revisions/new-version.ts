import type { ApiVersionSetProperties } from '@sluice/contracts'
import { identifierOf } from '../identifier-of.ts'

type Scheme = ApiVersionSetProperties['versioningScheme']

export interface NewVersion {
  readonly version: string
  readonly identifier: string
  readonly setName: string
  readonly scheme: Scheme
  /** Of the query parameter or the header. */
  readonly parameter: string
  readonly isInProducts: boolean
}

/** Identifier of a version: that of the API without its own version, and the version. */
export function versionIdentifier(api: string, ownVersion: string | null | undefined, version: string): string {
  const ending = ownVersion ? `-${identifierOf(ownVersion)}` : ''
  const stem = ending !== '' && api.endsWith(ending) ? api.slice(0, -ending.length) : api
  return identifierOf(`${stem} ${version}`)
}

/** The version set that an API without one gets. */
export const toVersionSet = ({ setName, scheme, parameter }: NewVersion) => ({
  displayName: setName.trim(),
  versioningScheme: scheme,
  ...(scheme === 'Query' ? { versionQueryName: parameter.trim() } : {}),
  ...(scheme === 'Header' ? { versionHeaderName: parameter.trim() } : {}),
})

/** Fields that lack something; empty = it can be made. */
export function missingFields(
  { version, identifier, setName, scheme, parameter }: NewVersion,
  hasSet: boolean,
): readonly (keyof NewVersion)[] {
  const isEmpty = (text: string) => text.trim() === ''
  return [
    ...(isEmpty(version) ? ['version' as const] : []),
    ...(!hasSet && isEmpty(setName) ? ['setName' as const] : []),
    ...(!hasSet && scheme !== 'Segment' && isEmpty(parameter) ? ['parameter' as const] : []),
    ...(isEmpty(identifier) ? ['identifier' as const] : []),
  ]
}
