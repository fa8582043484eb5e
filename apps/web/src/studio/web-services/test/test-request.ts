import type { ColumnType, WebServiceDetailsAnswer } from '@sluice/contracts'

type Input = WebServiceDetailsAnswer['inputs'][number]
type Parameter = WebServiceDetailsAnswer['parameters'][number]

/** What was typed: a cell of the one row of each input, and parameters that were set. */
export interface TestValues {
  /** Input → column → text; an empty text is a missing cell. */
  readonly cells: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly parameters: Readonly<Record<string, string>>
}

export interface TestRequest {
  readonly Inputs: Readonly<
    Record<
      string,
      { readonly ColumnNames: readonly string[]; readonly Values: readonly (readonly (string | null)[])[] }
    >
  >
  readonly GlobalParameters: Readonly<Record<string, unknown>>
}

/**
 * The body of a request-response call with one row for each input.
 * @param optionalColumns what may be left out: without a value it is
 */
export function toTestRequest(
  inputs: readonly Pick<Input, 'name' | 'schema'>[],
  values: TestValues,
  optionalColumns: readonly string[] = [],
): TestRequest {
  const tables = inputs.map(({ name, schema }) => {
    const cells = values.cells[name] ?? {}
    const columns = (schema ?? [])
      .map((column) => ({ name: column.name, value: cells[column.name] || null }))
      .filter((column) => column.value !== null || !optionalColumns.includes(column.name))
    return [name, { ColumnNames: columns.map((one) => one.name), Values: [columns.map(({ value }) => value)] }]
  })
  return { Inputs: Object.fromEntries(tables), GlobalParameters: withoutEmpty(values.parameters) }
}

/** Parameters that are left as they are keep their defaults. */
const withoutEmpty = (parameters: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''))

const examples: Readonly<Record<ColumnType, string>> = {
  String: 'This is a good day',
  Double: '0.5',
  Single: '0.5',
  Int32: '1',
  Int64: '1',
  Int16: '1',
  Byte: '1',
  Boolean: 'True',
  DateTime: '2026-01-31T12:00:00',
  DateTimeOffset: '2026-01-31T12:00:00Z',
  TimeSpan: '01:30:00',
}

/** How a value of a type is written. */
export const exampleOf = (type: ColumnType): string => examples[type]

/** The default of a parameter as text; empty where it has none. */
export function defaultText({ defaultValue }: Pick<Parameter, 'defaultValue'>): string {
  if (defaultValue === undefined || defaultValue === null) return ''
  return typeof defaultValue === 'string' ? defaultValue : JSON.stringify(defaultValue)
}
