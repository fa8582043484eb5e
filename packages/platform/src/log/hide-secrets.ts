import { stdSerializers } from 'pino'
import { hideInText } from './hide-in-text.ts'
import type { LogFields } from './log.ts'

/** `authorization`, `Ocp-Apim-Subscription-Key`, `adminPassword`, `primaryKey`, `access_token`, … */
const secretName = /(authorization|cookie|credential|connection[-_]?string|password|passphrase|secret|token|key)s?$/i
const hidden = '[hidden]'
const maxDepth = 8

/**
 * The fields as they may be written: values under a name that speaks of a secret are hidden, at any depth, and so is
 * what texts under other names hold of keys and passwords.
 */
export const hideSecrets = (fields: LogFields): LogFields => hideIn(fields, 0) as LogFields

function hideIn(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return hideInText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth === maxDepth) return '[deeper]'
  if (Array.isArray(value)) return value.map((entry) => hideIn(entry, depth + 1))
  if ('toJSON' in value && typeof value.toJSON === 'function') return hideIn(value.toJSON(), depth + 1)
  const members = Object.entries(value instanceof Error ? stdSerializers.errWithCause(value) : value)
  return Object.fromEntries(
    members.map(([name, member]) => [
      name,
      secretName.test(name) && mayTell(member) ? hidden : hideIn(member, depth + 1),
    ]),
  )
}

/** Counts (`tokens: 12`) and facts (`hasKey: true`) give nothing away. */
const mayTell = (value: unknown) =>
  typeof value === 'string' || typeof value === 'function' || (typeof value === 'object' && value !== null)
