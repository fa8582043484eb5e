import { AppError } from '@sluice/contracts/errors'
import { childText, parseXml, type XmlElement } from '../requests/xml-document.ts'
import type { MetadataDatabase } from './metadata-database.ts'

/** Who may call from a page of another origin. Lists; `*` stands for all, headers may end in it. */
export interface CorsRule {
  readonly origins: readonly string[]
  readonly methods: readonly string[]
  readonly headers: readonly string[]
  readonly exposedHeaders: readonly string[]
  readonly maxAgeSeconds: number
}

const maxRules = 5

/**
 * What holds before anybody sets rules: every page may call. A call needs a signature all the same, and browsers add none.
 */
const openRule: CorsRule = {
  origins: ['*'],
  methods: ['GET', 'HEAD', 'PUT', 'DELETE', 'POST', 'OPTIONS'],
  headers: ['*'],
  exposedHeaders: ['*'],
  maxAgeSeconds: 86_400,
}

/** The service properties as they were set, or undefined. */
export const readServiceProperties = (database: MetadataDatabase): string | undefined =>
  database.get('SELECT properties FROM service WHERE id = 1')?.properties as string | undefined

/** Inside of `commit`. */
export const saveServiceProperties = (database: MetadataDatabase, properties: string): void =>
  void database.run('INSERT OR REPLACE INTO service (id, properties) VALUES (1, ?)', properties)

export function readCorsRules(database: MetadataDatabase): readonly CorsRule[] {
  const properties = readServiceProperties(database)
  return (properties === undefined ? undefined : toCorsRules(parseXml(properties))) ?? [openRule]
}

/** @returns undefined where the document does not speak of rules @throws AppError `InvalidXmlDocument` */
export function toCorsRules(properties: XmlElement): readonly CorsRule[] | undefined {
  const cors = properties.children.find(({ name }) => name === 'Cors')
  if (cors === undefined) return undefined
  if (cors.children.length > maxRules)
    throw new AppError('InvalidXmlDocument', { reason: `There may be ${maxRules} rules.` })
  return cors.children.map((rule) => {
    const listOf = (name: string) =>
      (childText(rule, name) ?? '')
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
    const maxAgeSeconds = Number(childText(rule, 'MaxAgeInSeconds') ?? '0')
    if (!Number.isInteger(maxAgeSeconds) || maxAgeSeconds < 0) {
      throw new AppError('InvalidXmlDocument', { reason: 'MaxAgeInSeconds is no number of seconds.' })
    }
    return {
      origins: listOf('AllowedOrigins'),
      methods: listOf('AllowedMethods').map((method) => method.toUpperCase()),
      headers: listOf('AllowedHeaders').map((header) => header.toLowerCase()),
      exposedHeaders: listOf('ExposedHeaders'),
      maxAgeSeconds,
    }
  })
}
