import { AppError, isAppError } from '@sluice/contracts/errors'
import { readTemplate } from '../read-template.ts'
import type { StubDefinition } from './stub-entries.ts'

/**
 * Operations and schemas of an API definition: OpenAPI, WADL or WSDL, told apart by what it says.
 * @throws AppError `PolicyFileUnusable` with the first fault
 */
export async function readStubDefinition(text: string, file: string): Promise<StubDefinition> {
  const { readDefinition } = await import('@sluice/management/read-definition')
  const format = /^\s*</.test(text) ? (/<(\w+:)?definitions\b/.test(text) ? 'wsdl' : 'wadl-xml') : 'openapi'
  try {
    const { operations, schemas } = await readDefinition(format, text, { readTemplate })
    return { operations, schemas }
  } catch (error) {
    if (!isAppError(error)) throw error
    const [first] = error.faults
    const reason = (first?.message ?? error.message).replace(/\.$/, '')
    throw new AppError('PolicyFileUnusable', { file, reason }, { cause: error })
  }
}
