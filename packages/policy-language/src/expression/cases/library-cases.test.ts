import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../compile-expression.ts'
import { expressionTypes } from '../expressions.ts'
import type { CryptographyServices } from '../net/security/cryptography-services.ts'
import { NetException } from '../run/net-exception.ts'
import type { ExpressionServices } from '../run/services.ts'
import { cryptographyCases } from './cryptography.cases.ts'
import { dateTimeCases } from './date-time.cases.ts'
import type { LibraryCase } from './library-case.ts'
import { libraryIdiomCases } from './library-idioms.cases.ts'
import { newtonsoftCases } from './newtonsoft.cases.ts'
import { regexCases } from './regex.cases.ts'
import { xmlLinqCases } from './xml-linq.cases.ts'

const table = expressionTypes()

const cryptography: Pick<CryptographyServices, 'hash' | 'hmac' | 'encrypt' | 'decrypt'> = {
  hash: (name, bytes) => createHash(name.toLowerCase()).update(bytes).digest(),
  hmac: (name, key, bytes) => createHmac(name.toLowerCase(), key).update(bytes).digest(),
  encrypt: ({ key, iv }, bytes) => {
    const cipher = createCipheriv(`aes-${key.length * 8}-cbc`, key, iv)
    return Buffer.concat([cipher.update(bytes), cipher.final()])
  },
  decrypt: ({ key, iv }, bytes) => {
    const cipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, iv)
    return Buffer.concat([cipher.update(bytes), cipher.final()])
  },
}

/** The clock stands at 2024-02-29T13:05:09.007Z, random numbers count. */
const services: ExpressionServices = {
  nowTicks: () => 638_448_087_090_070_000n,
  monotonicMs: () => 0,
  random: () => 0.5,
  randomBytes: (count) => Uint8Array.from({ length: count }, (_, i) => i),
  cryptography: cryptography as CryptographyServices,
}

function evaluate(expression: string): unknown {
  const text = expression.startsWith('{') ? `@${expression}` : `@(${expression})`
  const result = compileExpression(text, 'text', table)
  if (result.expression === undefined) return `not compiled: ${result.problems.map(({ message }) => message).join(' ')}`
  try {
    return result.expression.evaluate(null, services)
  } catch (error) {
    if (error instanceof NetException) return { throws: `${error.typeName}: ${error.message}` }
    throw error
  }
}

describe.each([
  ['dates, time spans and Guids', dateTimeCases],
  ['regular expressions', regexCases],
  ['JSON', newtonsoftCases],
  ['XML', xmlLinqCases],
  ['cryptography and tokens', cryptographyCases],
  ['ways of published policies', libraryIdiomCases],
] satisfies [string, readonly LibraryCase[]][])('%s', (_group, cases) => {
  it.each(cases.map((one) => [one.expression, one] as const))('%s', (expression, { expected }) => {
    expect(evaluate(expression)).toEqual(expected)
  })
})
