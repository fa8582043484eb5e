/** What is wrong with a value; `item`: with one of a list, from 0. */
export type ValueFault =
  | {
      readonly kind: 'faultNumber' | 'faultWhole' | 'faultMissing' | 'faultPattern' | 'faultChoice' | 'faultJson'
    }
  | {
      readonly kind:
        | 'faultMinimum'
        | 'faultMaximum'
        | 'faultAbove'
        | 'faultBelow'
        | 'faultShort'
        | 'faultLong'
        | 'faultFew'
        | 'faultMany'
      readonly limit: number
    }
  | { readonly kind: 'faultRange'; readonly minimum: number; readonly maximum: number }
  | { readonly kind: 'faultItem'; readonly item: number; readonly value: unknown; readonly fault: ValueFault }

/** The part of JSON Schema that parameters use. */
interface ValueSchema {
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
  readonly minItems?: number
  readonly maxItems?: number
  readonly items?: ValueSchema
}

/** The first fault of a value that was set; undefined = there is none that the schema can tell. */
export function validateValue(schema: Readonly<Record<string, unknown>>, value: unknown): ValueFault | undefined {
  return validate(schema as ValueSchema, value)
}

function validate(schema: ValueSchema, value: unknown): ValueFault | undefined {
  if (schema.enum !== undefined) return schema.enum.includes(value) ? undefined : { kind: 'faultChoice' }
  switch (schema.type) {
    case 'number':
    case 'integer':
      return validateNumber(schema, value)
    case 'string':
      return typeof value === 'string' ? validateText(schema, value) : { kind: 'faultJson' }
    case 'array':
      return Array.isArray(value) ? validateList(schema, value) : { kind: 'faultJson' }
    case 'object':
      return isObject(value) ? undefined : { kind: 'faultJson' }
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { kind: 'faultJson' }
    default:
      return undefined
  }
}

function validateNumber(schema: ValueSchema, value: unknown): ValueFault | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return { kind: 'faultNumber' }
  if (schema.type === 'integer' && !Number.isInteger(value)) return { kind: 'faultWhole' }
  const minimum = realLimit(schema.minimum)
  const maximum = realLimit(schema.maximum)
  const { exclusiveMinimum, exclusiveMaximum } = schema
  const isOutside = (minimum !== undefined && value < minimum) || (maximum !== undefined && value > maximum)
  if (isOutside && minimum !== undefined && maximum !== undefined) return { kind: 'faultRange', minimum, maximum }
  if (minimum !== undefined && value < minimum) return { kind: 'faultMinimum', limit: minimum }
  if (maximum !== undefined && value > maximum) return { kind: 'faultMaximum', limit: maximum }
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum)
    return { kind: 'faultAbove', limit: exclusiveMinimum }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum)
    return { kind: 'faultBelow', limit: exclusiveMaximum }
  return undefined
}

/** Whole numbers without a limit of their own have that of safe numbers, which says nothing to people. */
const realLimit = (limit: number | undefined): number | undefined =>
  limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER ? limit : undefined

function validateText({ minLength = 0, maxLength, pattern }: ValueSchema, value: string): ValueFault | undefined {
  if (value === '' && minLength > 0) return { kind: 'faultMissing' }
  if (value.length < minLength) return { kind: 'faultShort', limit: minLength }
  if (maxLength !== undefined && value.length > maxLength) return { kind: 'faultLong', limit: maxLength }
  return pattern !== undefined && !new RegExp(pattern, 'u').test(value) ? { kind: 'faultPattern' } : undefined
}

function validateList(
  { minItems = 0, maxItems, items }: ValueSchema,
  value: readonly unknown[],
): ValueFault | undefined {
  if (value.length < minItems) return { kind: 'faultFew', limit: minItems }
  if (maxItems !== undefined && value.length > maxItems) return { kind: 'faultMany', limit: maxItems }
  for (const [item, one] of items === undefined ? [] : value.entries()) {
    const fault = validate(items as ValueSchema, one)
    if (fault !== undefined) return { kind: 'faultItem', item, value: one, fault }
  }
  return undefined
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value)
