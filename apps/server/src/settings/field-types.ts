import { isStorageAccountName } from '@sluice/contracts/storage-account'
import * as z from 'zod'
import { isFaultList, parseHostMap } from './host-map.ts'

// A setting comes as text from a variable and as a JSON value from the file; each type takes both.
// Messages complete the sentence that begins with the setting's name.

export const text = (what: string, min = 1) =>
  z.string(`must be ${what}`).min(min, min === 1 ? `must be ${what}` : `must be ${what} of at least ${min} characters`)

export const wholeNumber = (min: number, max: number) => {
  const error = `must be a whole number from ${min} to ${max}`
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,9}$/.test(value.trim()) ? Number(value) : value),
    z.number(error).int(error).min(min, error).max(max, error),
  )
}

/** From 0 to 1. */
export const share = () => {
  const error = 'must be a number from 0 to 1'
  return z.preprocess(
    (value) => (typeof value === 'string' && /^(?:0|1|[01]?\.\d{1,9})$/.test(value.trim()) ? Number(value) : value),
    z.number(error).min(0, error).max(1, error),
  )
}

export const port = () => wholeNumber(0, 65535)

export const yesOrNo = () =>
  z.preprocess(
    (value) => (typeof value === 'string' ? (yesNoTexts[value.trim().toLowerCase()] ?? value) : value),
    z.boolean('must be true or false'),
  )
const yesNoTexts: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  1: true,
  false: false,
  no: false,
  0: false,
}

export const oneOf = <const Values extends readonly string[]>(values: Values) =>
  z.enum(values, `must be one of ${values.join(', ')}`)

/** Some of `values`, each once, in their order; `none` or an empty list for none. */
export const listOf = <const Value extends string>(values: readonly Value[]) => {
  const error = `must be some of ${values.join(', ')}, separated by commas, or none`
  return z
    .union([z.string(), z.array(z.string())], error)
    .transform((value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value))
    .refine((names) => isNone(names) || names.every((name) => (values as readonly string[]).includes(name)), error)
    .transform((names) => values.filter((value) => names.includes(value)))
}
const isNone = (names: readonly string[]): boolean => names.length === 1 && names[0] === 'none'

export const email = () => z.email('must be an e-mail address').max(100, 'must have at most 100 characters')

/** An address whose scheme is among `schemes`; no trailing slash is kept. */
export const url = (schemes: readonly string[]) => {
  const error = `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`
  return z
    .string(error)
    .refine((value) => schemes.some((scheme) => value.startsWith(`${scheme}://`)) && URL.canParse(value), error)
    .transform((value) => value.replace(/\/+$/, ''))
}

/** Address of a mail server; options behind a question mark are none of ours. */
export const mailServer = () => {
  const error = 'must be an address such as smtp://user:password@host:587'
  return url(['smtp', 'smtps']).refine((value) => {
    const { hostname, search, pathname } = new URL(value)
    return hostname !== '' && search === '' && (pathname === '' || pathname === '/')
  }, error)
}

export const hostName = () =>
  z
    .string('must be a host name or an IP address')
    .regex(/^[A-Za-z0-9_.:-]+$/, 'must be a host name or an IP address, without scheme and port')

export const folder = () =>
  z
    .string('must be a folder')
    .min(1, 'must be a folder')
    .refine((path) => !path.includes('\0'), 'must be a folder')

/** 32 bytes, as 64 hexadecimal digits or as base64. */
export const key32 = () => {
  const error = 'must be 32 bytes, written as 64 hexadecimal digits or as base64 (`openssl rand -base64 32` makes one)'
  return z.string(error).transform((value, context) => {
    const trimmed = value.trim()
    const bytes = /^[0-9a-f]{64}$/i.test(trimmed)
      ? Buffer.from(trimmed, 'hex')
      : /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
        ? Buffer.from(trimmed, 'base64')
        : undefined
    if (bytes?.byteLength === 32) return new Uint8Array(bytes)
    context.addIssue({ code: 'custom', message: error })
    return z.NEVER
  })
}

export const hostMap = () =>
  z
    .union([z.string(), z.record(z.string(), z.string())], 'must be pairs of host name and target')
    .transform((value, context) => {
      const parsed = parseHostMap(value)
      if (!isFaultList(parsed)) return parsed
      for (const fault of parsed) context.addIssue({ code: 'custom', message: fault })
      return z.NEVER
    })

const accountNameRule = '3 to 24 lower-case letters and digits'

export const storageAccountName = () => {
  const error = `must be ${accountNameRule}`
  return z.string(error).refine(isStorageAccountName, error)
}

export const storageAccountNames = () => {
  const error = `must be names of ${accountNameRule}, separated by commas`
  return z
    .union([z.string(), z.array(z.string())], error)
    .transform((value) => (typeof value === 'string' ? value.split(',').map((name) => name.trim()) : value))
    .refine((names) => names.every(isStorageAccountName), error)
}

/** Base64 of 32 bytes or more. */
export const storageKey = () => {
  const error = 'must be base64 of at least 32 bytes (`openssl rand -base64 64 | tr -d "\\n"` makes one)'
  return z.string(error).refine((value) => {
    const bytes = Buffer.from(value, 'base64')
    return bytes.length >= 32 && bytes.toString('base64') === value
  }, error)
}
