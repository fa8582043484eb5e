import { type AttributeDeclaration, checkValue, type ValueType } from '@sluice/policy-language'
import { constantValue, type Value } from './value.ts'

/** One attribute of a policy: what may be written there, as data, and what `compile` gets of it. */
export interface Attribute<Setting> {
  readonly declaration: AttributeDeclaration
  /** @param text undefined = not written @throws Error when the text was not checked against the declaration */
  readonly read: (text: string | undefined) => Setting
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
  return build<T, T>({ help, value }, false, parseChecked, (setting) => setting)
}

function build<T extends string | number | boolean, Setting>(
  about: Pick<AttributeDeclaration, 'help' | 'value'>,
  allowsExpression: boolean,
  parse: (text: string) => T,
  toSetting: (value: T) => Setting,
): RequiredAttribute<T, Setting> {
  const declaration = { ...about, allowsExpression }
  return {
    declaration: { ...declaration, isRequired: true },
    read(written) {
      if (written === undefined) throw new Error('A required attribute is missing.')
      return toSetting(parse(written))
    },
    orExpression: () => build(about, true, parse, constantValue<T>),
    optional: () => ({
      declaration: { ...declaration, isRequired: false },
      read: (written) => (written === undefined ? undefined : toSetting(parse(written))),
    }),
    default: (standard) => ({
      declaration: { ...declaration, isRequired: false, defaultText: String(standard) },
      read: (written) => toSetting(written === undefined ? standard : parse(written)),
    }),
  }
}
