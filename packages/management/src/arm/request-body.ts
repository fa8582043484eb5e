import { AppError } from '@sluice/contracts'
import type { JsonObject } from '@sluice/platform'
import { findJsonFault } from './json-fault.ts'

/** The JSON object of a request. @throws AppError `InvalidRequestContent` with the place */
export async function readJsonObject(request: Request): Promise<JsonObject> {
  const value = await readOptionalJsonObject(request)
  if (value === undefined) throw new AppError('InvalidRequestContent', { reason: 'it is empty.' })
  return value
}

/** The JSON object of a request, undefined for an empty body. @throws AppError `InvalidRequestContent` with the place */
export async function readOptionalJsonObject(request: Request): Promise<JsonObject | undefined> {
  const bytes = await request.arrayBuffer()
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw new AppError('InvalidRequestContent', { reason: 'it is not UTF-8.' }, { cause: error })
  }
  if (text.trim() === '') return undefined
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new AppError('InvalidRequestContent', { reason: describeFault(text) }, { cause: error })
  }
  if (isTooDeep(value)) throw new AppError('InvalidRequestContent', { reason: tooDeep })
  if (isJsonObject(value)) return value
  throw new AppError('InvalidRequestContent', { reason: 'it is not an object.' })
}

const tooDeep = 'it is nested too deeply.'
/** No resource comes near it; whatever walks through what was sent has room on the stack. */
const maxDepth = 200

/** Level by level, so that the answer does not depend on the stack. */
function isTooDeep(value: unknown): boolean {
  let level: unknown[] = [value]
  for (let depth = 0; depth <= maxDepth; depth += 1) {
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
    if (level.length === 0) return false
  }
  return true
}

function describeFault(text: string): string {
  const fault = findJsonFault(text)
  if (fault === undefined) return tooDeep
  const place = `line ${fault.line}, column ${fault.column}`
  return fault.found === undefined ? `it ends too early, at ${place}.` : `${JSON.stringify(fault.found)} at ${place}.`
}

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** JSON merge patch (RFC 7396), but that null stays null: a resource's fields may hold it. */
export function mergePatch(base: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, JsonObject[string]> = { ...base }
  for (const [name, value] of Object.entries(patch)) {
    const held = merged[name]
    merged[name] = isJsonObject(value) && isJsonObject(held) ? mergePatch(held, value) : value
  }
  return merged
}
