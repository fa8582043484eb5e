import * as z from 'zod'
import type { ModuleDescription } from './module-description.ts'

export type ParsedParameter =
  | { readonly isValid: true; readonly value: unknown }
  | { readonly isValid: false; readonly reason: string }

/**
 * Reads the value that a caller sends for a module's parameter. Callers usually send text whatever the type, so a text
 * that the parameter's rule refuses is read as number, boolean or JSON before it is given up.
 */
export function parseParameterValue(
  description: ModuleDescription,
  parameter: string,
  value: unknown,
): ParsedParameter {
  const rule = ruleOf(description, parameter)
  if (rule === undefined) return { isValid: false, reason: `${description.title} has no parameter '${parameter}'.` }
  const direct = rule.safeParse(value)
  if (direct.success) return { isValid: true, value: direct.data }
  const read = typeof value === 'string' ? readText(value) : undefined
  if (read !== undefined) {
    const second = rule.safeParse(read)
    if (second.success) return { isValid: true, value: second.data }
    return { isValid: false, reason: reasonOf(second.error) }
  }
  return { isValid: false, reason: reasonOf(direct.error) }
}

const ruleOf = ({ parameters }: ModuleDescription, parameter: string): z.ZodType | undefined =>
  Object.hasOwn(parameters.shape, parameter) ? (parameters.shape as Record<string, z.ZodType>)[parameter] : undefined

const reasonOf = (error: z.ZodError) => error.issues.map(({ message }) => message).join('; ')

function readText(text: string): unknown {
  const trimmed = text.trim()
  if (/^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase() === 'true'
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return Number(trimmed)
  if (!/^[[{]/.test(trimmed)) return undefined
  try {
    return JSON.parse(trimmed)
  } catch {
    // Not JSON after all: the rule's own words about the text are the better answer.
    return undefined
  }
}

/** How a parameter's text is read, for descriptions. */
export function parameterType(
  description: ModuleDescription,
  parameter: string,
): 'string' | 'integer' | 'number' | 'boolean' | 'json' {
  const rule = ruleOf(description, parameter)
  const { type } = rule === undefined ? {} : z.toJSONSchema(rule, { io: 'input', unrepresentable: 'any' })
  return type === 'string' || type === 'integer' || type === 'number' || type === 'boolean' ? type : 'json'
}
