import type { CatalogueEntry, CatalogueParameter } from '@sluice/dataflow'
import { describeModules, modules } from '@sluice/ml'

const folder = 'docs/modules'
const entries = describeModules(modules)

/** `docs/modules/…`: a reference page for each studio module, and a list of them. */
export const modulePages: Readonly<Record<string, () => string>> = {
  [`${folder}/index.md`]: indexPage,
  ...Object.fromEntries(entries.map((entry) => [`${folder}/${entry.id}.md`, () => modulePage(entry)])),
}

const madeBy =
  'Made by `npm run docs` from the declarations of the modules (`packages/ml/src/modules`); a test compares the two.'

function indexPage(): string {
  const byCategory = Map.groupBy(entries, ({ category }) => category.join(' / '))
  return [
    '# Modules of the studio',
    '',
    madeBy,
    '',
    ...[...byCategory].flatMap(([category, inCategory]) => [
      `## ${category}`,
      '',
      ...inCategory.map(({ id, title, summary }) => `- [${title}](${id}.md): ${summary}`),
      '',
    ]),
  ].join('\n')
}

function modulePage({
  title,
  category,
  id,
  summary,
  remarks,
  rowWise,
  inputs,
  outputs,
  parameters,
  errors,
}: CatalogueEntry): string {
  const ports = [
    ...inputs.map(({ name, type, title: called, isOptional }) => [
      'in',
      called ?? name,
      type,
      `\`${name}\`${isOptional ? ', may be left out' : ''}`,
    ]),
    ...outputs.map(({ name, type, title: called }) => ['out', called ?? name, type, `\`${name}\``]),
  ]
  return [
    `# ${title}`,
    '',
    summary,
    '',
    `In the palette: ${category.join(' / ')}. Id: \`${id}\`. ${rowWise ? 'Takes each row by itself, so that a web service may score rows as they come.' : 'Takes its tables whole.'}`,
    '',
    ...remarks.flatMap((paragraph) => [paragraph, '']),
    ...section('Ports', ['', 'name', 'type', 'in a graph'], ports),
    ...section(
      'Parameters',
      ['name', 'in a graph', 'values', 'default', 'meaning'],
      parameters.map((one) => parameterRow(one, parameters)),
    ),
    ...section(
      'Errors',
      ['number', 'message', 'what to do'],
      errors.map(({ number, message, remedy }) => [number, message, remedy]),
    ),
    madeBy,
    '',
  ].join('\n')
}

function parameterRow(parameter: CatalogueParameter, all: readonly CatalogueParameter[]): string[] {
  const { name, title, description, isRequired, visibleWhen = {} } = parameter
  const conditions = Object.entries(visibleWhen).map(([other, values]) => {
    const of = all.find((candidate) => candidate.name === other)
    return `${of?.title ?? other} is ${values.map((value) => of?.valueTitles?.[String(value)] ?? String(value)).join(' or ')}`
  })
  const when = conditions.length === 0 ? '' : ` Only where ${conditions.join(' and ')}.`
  return [
    title,
    `\`${name}\``,
    valuesOf(parameter),
    isRequired ? 'required' : defaultOf(parameter),
    `${description}${when}`,
  ]
}

function valuesOf({ editor, schema, valueTitles }: CatalogueParameter): string {
  switch (editor) {
    case 'choice':
      return (schema.enum as readonly unknown[])
        .map((value) => {
          const called = valueTitles?.[String(value)]
          return called === undefined ? `\`${value}\`` : `\`${value}\` (${called})`
        })
        .join(', ')
    case 'checkbox':
      return '`true`, `false`'
    case 'number': {
      const isWhole = schema.type === 'integer'
      return `${isWhole ? 'whole number' : 'number'}${rangeOf(schema)}`
    }
    case 'column-selection':
      return 'columns'
    case 'secret':
      return 'text, kept secret'
    default:
      return schema.type === 'string' ? 'text' : 'JSON'
  }
}

/** Whole numbers without a range of their own have that of safe numbers, which says nothing. */
function rangeOf({ minimum, maximum, exclusiveMinimum, exclusiveMaximum }: CatalogueParameter['schema']): string {
  const isLimit = (limit: unknown): limit is number =>
    typeof limit === 'number' && Math.abs(limit) < Number.MAX_SAFE_INTEGER
  const from = isLimit(minimum) ? `from ${minimum}` : isLimit(exclusiveMinimum) ? `above ${exclusiveMinimum}` : ''
  const to = isLimit(maximum) ? `up to ${maximum}` : isLimit(exclusiveMaximum) ? `below ${exclusiveMaximum}` : ''
  return from === '' && to === '' ? '' : ` ${[from, to].filter((text) => text !== '').join(' ')}`
}

function defaultOf({ default: initial, valueTitles, editor }: CatalogueParameter): string {
  if (initial === undefined || initial === '') return ''
  if (typeof initial === 'string') return valueTitles?.[initial] ?? `\`${initial}\``
  if (editor === 'column-selection') return selectionText(initial as Selection)
  return `\`${JSON.stringify(initial)}\``
}

interface Selection {
  readonly beginWith?: string
  readonly rules?: readonly {
    readonly by: string
    readonly type?: string
    readonly kind?: string
    readonly names?: readonly string[]
  }[]
}

function selectionText({ beginWith, rules = [] }: Selection): string {
  const named = rules.map(({ by, type, kind, names }) =>
    by === 'type'
      ? `${type ?? 'all'}${kind === undefined || kind === 'all' ? '' : ` ${kind}`} columns`
      : (names ?? []).join(', '),
  )
  if (named.length === 0) return beginWith === 'all' ? 'all columns' : 'none'
  return named.join(', ')
}

function section(title: string, columns: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return []
  const toRow = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [`## ${title}`, '', ...[columns, columns.map(() => '---'), ...rows].map(toRow), '']
}
