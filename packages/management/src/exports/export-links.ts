import { timingSafeEqual } from 'node:crypto'
import { AppError } from '@sluice/contracts'
import * as z from 'zod'
import type { ManagementEnvironment } from '../environment.ts'
import { type ExportFormat, exportFormats } from './export-formats.ts'

/** What a link gives. */
export interface ExportedDefinition {
  readonly service: string
  /** Of the API, below the service. */
  readonly path: string
  readonly format: ExportFormat
  /** Made of the resources in any case, never what was imported. */
  readonly isGenerated: boolean
}

const lifetimeMs = 5 * 60_000
const claims = z.tuple([
  z.string(),
  z.string(),
  z.enum(Object.keys(exportFormats) as [ExportFormat]),
  z.boolean(),
  z.number(),
])

type Environment = Pick<ManagementEnvironment, 'clock' | 'secrets'>

/** An address at this server that gives a definition to whoever has it, for five minutes. */
export function toExportLink({ clock, secrets }: Environment, url: URL, exported: ExportedDefinition): string {
  const { service, path, format, isGenerated } = exported
  const text = JSON.stringify([service, path, format, isGenerated, clock.now() + lifetimeMs])
  const payload = Buffer.from(text).toString('base64url')
  return new URL(`/exports/${payload}.${sign(secrets, payload)}`, url).toString()
}

/** @throws AppError `ExportLinkInvalid` */
export function readExportLink({ clock, secrets }: Environment, token: string): ExportedDefinition {
  const [payload = '', signature = ''] = token.split('.')
  const expected = Buffer.from(sign(secrets, payload))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw new AppError('ExportLinkInvalid', {})
  const [service, path, format, isGenerated, expiresAt] = claims.parse(
    JSON.parse(Buffer.from(payload, 'base64url').toString()),
  )
  if (expiresAt < clock.now()) throw new AppError('ExportLinkInvalid', {})
  return { service, path, format, isGenerated }
}

const sign = (secrets: Environment['secrets'], payload: string) => secrets.lookupHash(`export link ${payload}`)
