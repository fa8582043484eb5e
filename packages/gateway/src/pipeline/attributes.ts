import {
  type AttributeDeclaration,
  checkValue,
  expectedOf,
  isExpression,
  type ValueType,
} from '@sluice/policy-language'
import type { CompiledExpression, ExpectedValue, ExpressionCompiler } from './expressions.ts'
import { constantValue, expressionValue, type Value } from './value.ts'

/** The way to expressions, from the place in which an attribute is read. */
export interface ExpressionPlace {
  readonly expressions: ExpressionCompiler
  /** Compiles it and sees to it that the bodies it reads are there when the statement runs. */
  compileExpression(text: string, expects: ExpectedValue): CompiledExpression
}

/** One attribute of a policy: what may be written there, as data, and what `compile` gets of it. */
export interface Attribute<Setting> {
  readonly declaration: AttributeDeclaration
  /** @param text undefined = not written @throws Error when the text was not checked against the declaration */
  readonly read: (text: string | undefined, place: ExpressionPlace) => Setting
}

/** An attribute that must be written, as long as neither `optional` nor `default` is said. */
export interface RequiredAttribute<T, Setting = T> extends Attribute<Setting> {
  /** A policy expression may stand there; the policy calls the setting with the context. */
  orExpression(): RequiredAttribute<T, Value<T>>
  optional(): Attribute<Setting | undefined>
  default(value: T & (string | number | boolean)): Attribute<Setting>
}

// Each begins with what the attribute is for, one sentence, which editors show.

export const text = (
  help: string,
  options: Omit<Extract<ValueType, { type: 'text' }>, 'type' | 'minLength'> & { minLength?: number } = {},
) =>
  attribute(help, { type: 'text', minLength: 1, ...options }, (written) =>
    options.isTrimmed ? written.trim() : written,
  )

/** A value of any type, as an expression gives it; constants are text. */
export const anything = (help: string): Attribute<Value<unknown>> => ({
  declaration: {
    help,
    value: { type: 'text', minLength: 0, isAnyType: true },
    isRequired: true,
    allowsExpression: true,
  },
  read(written, place) {
    if (written === undefined) throw new Error('A required attribute is missing.')
    return isExpression(written)
      ? expressionValue(place.compileExpression(written, 'object'), (found) => found)
      : constantValue<unknown>(written)
  },
})

const decimalNumber = { expression: '\\s*[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?\\s*', meaning: 'a number' }

/** A number with or without a fraction. */
export const decimal = (help: string) =>
  attribute(help, { type: 'text', minLength: 1, pattern: decimalNumber }, (written) => Number(written.trim()))

export const integer = (help: string, range: { readonly min: number; readonly max?: number }) =>
  attribute(help, { type: 'integer', ...range }, (written) => Number(written.trim()))

/** Whole seconds. */
export const seconds = (help: string, range: { readonly min: number; readonly max?: number }) => integer(help, range)

export const boolean = (help: string) =>
  attribute(help, { type: 'boolean' }, (written) => written.trim().toLowerCase() === 'true')

/** @param unserved values of the compatible service that are refused, each with its reason */
export const choice = <const T extends string>(
  help: string,
  values: readonly T[],
  unserved?: Readonly<Record<string, string>>,
) =>
  attribute<T>(help, { type: 'choice', values, ...(unserved === undefined ? {} : { unserved }) }, (written) => {
    const found = values.find((value) => value === written.trim())
    if (found === undefined) throw new Error(`The value is none of ${values.join(', ')}.`)
    return found
  })

/** An absolute URL without query. */
export const url = (help: string, schemes: readonly string[] = ['http', 'https']) =>
  attribute(help, { type: 'url', schemes }, (written) => written.trim())

const fieldName = { expression: "[!#$%&'*+.^_`|~0-9A-Za-z-]+", meaning: 'the name of a header' }

export const headerName = (help: string, refused?: { readonly values: readonly string[]; readonly reason: string }) =>
  attribute(
    help,
    { type: 'text', minLength: 1, isTrimmed: true, pattern: fieldName, ...(refused === undefined ? {} : { refused }) },
    (written) => written.trim(),
  )

/** An attribute of the compatible service that is refused, with the reason. */
export function unserved(reason: string): Attribute<undefined> {
  return {
    declaration: {
      help: `Not served: ${reason}.`,
      value: { type: 'unserved', reason },
      isRequired: false,
      allowsExpression: false,
    },
    read: () => undefined,
  }
}

function attribute<T extends string | number | boolean>(
  help: string,
  value: ValueType,
  parse: (text: string) => T,
): RequiredAttribute<T> {
  const parseChecked = (written: string): T => {
    const wrong = checkValue(value, written)
    // The value is not shown: it may have come from a named value that is secret.
    if (wrong !== undefined) throw new Error(`The value cannot be read: ${wrong}.`)
    return parse(written)
  }
  return build<T, T>({ about: { help, value }, parse: parseChecked, toSetting: (setting) => setting })
}

interface Reading<T, Setting> {
  readonly about: Pick<AttributeDeclaration, 'help' | 'value'>
  readonly parse: (text: string) => T
  readonly toSetting: (value: T) => Setting
  /** Undefined = no expression may stand there. */
  readonly evaluate?: (written: string, place: ExpressionPlace) => Setting
}

function build<T extends string | number | boolean, Setting>(
  reading: Reading<T, Setting>,
): RequiredAttribute<T, Setting> {
  const { about, parse, toSetting, evaluate } = reading
  const declaration = { ...about, allowsExpression: evaluate !== undefined }
  const read = (written: string, place: ExpressionPlace): Setting =>
    evaluate !== undefined && isExpression(written) ? evaluate(written, place) : toSetting(parse(written))
  return {
    declaration: { ...declaration, isRequired: true },
    read(written, place) {
      if (written === undefined) throw new Error('A required attribute is missing.')
      return read(written, place)
    },
    orExpression: () =>
      build({ about, parse, toSetting: constantValue<T>, evaluate: evaluateWith(about.value, parse) }),
    optional: () => ({
      declaration: { ...declaration, isRequired: false },
      read: (written, place) => (written === undefined ? undefined : read(written, place)),
    }),
    default: (standard) => ({
      declaration: { ...declaration, isRequired: false, defaultText: String(standard) },
      read: (written, place) => (written === undefined ? toSetting(standard) : read(written, place)),
    }),
  }
}

/** What an expression gives must be what a constant would have to be. */
function evaluateWith<T>(value: ValueType, parse: (text: string) => T) {
  const isUnlimitedText =
    value.type === 'text' && value.minLength === 0 && value.pattern === undefined && !value.isTrimmed
  return (written: string, { expressions, compileExpression }: ExpressionPlace): Value<T> =>
    expressionValue(compileExpression(written, expectedOf(value)), (found) => {
      const isReady =
        (value.type === 'boolean' && typeof found === 'boolean') || (isUnlimitedText && typeof found === 'string')
      // By the type of the value, which is that of the setting.
      return isReady ? (found as T) : parse(expressions.toText(found))
    })
}
