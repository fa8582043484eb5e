import { AppError, type ColumnSchema, columnSelection, hashedTextAnswer } from '@sluice/contracts'
import { columnAt, readCell, resolveColumns } from '@sluice/dataflow'
import * as z from 'zod'
import { listHashedTokens } from '../../algorithms/hashed-tokens.ts'
import { defineStudioRoute } from '../studio-route.ts'
import type { StudioServices } from '../studio-services.ts'
import { findLinearModel } from './linear-model-behind.ts'
import { findTable, type OutputPlace, runPath, tag } from './output-place.ts'
import { tellTokens } from './tell-tokens.ts'

const mostRows = 2_000

/** What the module's own parameters say of hashing. */
const hashing = z.object({ targetColumns: columnSelection, bitsize: z.int(), nGrams: z.int() })

export const readHashedText = defineStudioRoute({
  method: 'GET',
  path: `${runPath}/modules/{node}/hashed-text`,
  tag,
  summary:
    'Says which words fall in which column of Feature Hashing, which of them share one, and what each counts in a linear model behind it.',
  needs: 'read',
  query: z.strictObject({
    column: z.string().optional().describe('Name of a text column. Default: the first that was hashed'),
    text: z.string().max(100_000).optional().describe('One text. Default: those of the first 2000 rows'),
    row: z.coerce.number().int().min(0).optional().describe('Only this row of the table, from 0'),
    output: z.string().optional().describe('Class whose weights are meant, of several'),
    q: z.string().default('').describe('Only words that contain it, in any case'),
    top: z.coerce.number().int().min(1).max(1_000).default(200),
  }),
  answers: { 200: hashedTextAnswer },
  async handle({ workspaceId, params: { node, ...run }, query }, services) {
    const place: OutputPlace = { workspaceId, params: { ...run, node, port: 'transformedDataset' } }
    const { module, file } = await findTable(services, place)
    const { recipe } = module
    const source = recipe?.inputs.dataset
    if (module.module !== 'feature-hashing' || recipe === undefined || source === undefined) {
      throw new AppError('RunOutputNotFound', { module: module.title, port: 'hashed-text' })
    }
    const { targetColumns, bitsize, nGrams } = hashing.parse(recipe.parameters)
    const given = await inputOf(
      services,
      place,
      { ...source, width: 2 ** bitsize, columns: file.schema },
      targetColumns,
    )
    const targets = resolveColumns(targetColumns, given, { columnSet: 'Target columns' })
    const names = targets.map((index) => (given[index] as ColumnSchema).name)
    const target = query.column === undefined ? 0 : names.indexOf(query.column)
    const column = names[target]
    if (column === undefined) throw new AppError('ColumnNotFound', { column: query.column ?? '' })
    const first = given.length + target * 2 ** bitsize
    const start = Math.min(query.row ?? 0, file.rowCount)
    const end = Math.min(file.rowCount, query.row === undefined ? mostRows : start + 1)
    const texts =
      query.text === undefined
        ? await readTexts(services, file, { index: targets[target] as number, start, end })
        : [query.text]
    const model = await findLinearModel(services, place, query.output)
    const isOneText = query.text !== undefined || query.row !== undefined
    return {
      status: 200,
      body: {
        columns: names,
        column,
        bitsize,
        nGrams,
        rowCount: file.rowCount,
        readRowCount: texts.length,
        text: isOneText ? (texts[0] ?? '') : null,
        model: model === undefined ? null : { node: model.node, title: model.title, output: model.output ?? null },
        ...tellTokens(listHashedTokens(texts, { bitsize, nGrams }), {
          nameOf: (index) => file.schema[first + index]?.name ?? '',
          weights: model?.weights,
          search: query.q,
          top: query.top,
        }),
      },
    }
  },
})

type Services = Pick<StudioServices, 'store' | 'runs' | 'tables'>
type TableFile = Awaited<ReturnType<typeof findTable>>['file']

/** Columns of the table that was hashed; they stand before those that hashing made. */
async function inputOf(
  services: Services,
  { workspaceId, params }: OutputPlace,
  from: { node: string; port: string; width: number; columns: readonly ColumnSchema[] },
  selection: z.infer<typeof columnSelection>,
): Promise<readonly ColumnSchema[]> {
  const source = { workspaceId, params: { ...params, node: from.node, port: from.port } }
  const found = await findTable(services, source).catch((error: unknown) => {
    if (!(error instanceof AppError)) throw error
    return undefined
  })
  if (found !== undefined) return found.file.schema
  // It was cleaned up: as many columns as leave room for those of all selected ones.
  for (let count = 1; count < from.columns.length; count += 1) {
    const given = from.columns.slice(0, from.columns.length - count * from.width)
    const targets = given.length === 0 ? [] : resolveColumns(selection, given, { columnSet: 'Target columns' })
    if (targets.length === count) return given
  }
  return from.columns
}

async function readTexts(
  { tables }: Services,
  file: TableFile,
  { index, start, end }: { readonly index: number; readonly start: number; readonly end: number },
): Promise<string[]> {
  const column = columnAt(await tables.read(file, { columns: [index], start, end }), 0)
  return Array.from({ length: end - start }, (_, row) => String(readCell(column, row) ?? ''))
}
