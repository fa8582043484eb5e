import { AppError, type ColumnSchema, type ColumnType } from '@sluice/contracts'
import { columnAt, createTable, type Table } from '@sluice/dataflow'
import type { TableFile, TableFiles } from '@sluice/platform'

/** Two columns side by side, as small as a picture needs it however many rows there are. */
export type ColumnComparison = ScatterPlot | BoxPlots | CrossTable

interface Compared {
  readonly x: ColumnSchema
  readonly y: ColumnSchema
  readonly rowCount: number
  /** Rows in which both have a value that can be drawn. */
  readonly pairCount: number
}

/** Of two columns of numbers or times; times in milliseconds since 1970. */
export interface ScatterPlot extends Compared {
  readonly kind: 'scatter'
  /** Pearson's; undefined where a column does not vary. */
  readonly correlation: number | undefined
  /** All pairs, or a random sample of them. */
  readonly points: readonly (readonly [number, number])[]
  /** How all pairs lie: cells of a grid between the extremes of both that have any. */
  readonly grid: {
    readonly bins: number
    readonly x: Range
    readonly y: Range
    /** Place along x and along y, from 0, and how many pairs are there. */
    readonly cells: readonly (readonly [number, number, number])[]
  }
}

interface Range {
  readonly from: number
  readonly to: number
}

/** Of a column of numbers by the values of another. */
export interface BoxPlots extends Compared {
  readonly kind: 'boxes'
  /** Which of the two has the categories. */
  readonly by: 'x' | 'y'
  /** Categories in all. */
  readonly categoryCount: number
  /** The most frequent first. */
  readonly boxes: readonly {
    readonly category: string
    readonly count: number
    readonly min: number
    readonly lowerQuartile: number
    readonly median: number
    readonly upperQuartile: number
    readonly max: number
  }[]
}

/** Of two columns of categories. */
export interface CrossTable extends Compared {
  readonly kind: 'cross-table'
  readonly xValueCount: number
  readonly yValueCount: number
  /** The most frequent first. */
  readonly xValues: readonly string[]
  readonly yValues: readonly string[]
  /** For each of the x values one count a y value. What is beyond both lists is not counted. */
  readonly counts: readonly (readonly number[])[]
}

export interface ColumnPair {
  /** Names of columns. */
  readonly x: string
  readonly y: string
}

const mostPoints = 1000
const gridBins = 40
const mostCategories = 25

interface CompareOptions {
  readonly tables: TableFiles
  /** Where two columns may be put that do not stand in the file by themselves. */
  readonly temporaryPath: string
  readonly signal: AbortSignal
}

/** @throws AppError `ColumnNotFound` */
export async function compareColumns(
  file: TableFile,
  pair: ColumnPair,
  options: CompareOptions,
): Promise<ColumnComparison> {
  const places = [placeOf(file, pair.x), placeOf(file, pair.y)] as const
  const x = file.schema[places[0]] as ColumnSchema
  const y = file.schema[places[1]] as ColumnSchema
  const ask = await createQuestions(file, places, options)
  const compared = { x, y, rowCount: file.rowCount }
  if (isMeasured(x) && isMeasured(y)) return { ...compared, ...(await scatter(ask)) }
  if (isMeasured(x)) return { ...compared, ...(await boxes(ask, 'y', x.type)) }
  if (isMeasured(y)) return { ...compared, ...(await boxes(ask, 'x', y.type)) }
  return { ...compared, ...(await crossTable(ask)) }
}

function placeOf({ schema }: TableFile, name: string): number {
  const place = schema.findIndex((column) => column.name === name)
  if (place < 0) throw new AppError('ColumnNotFound', { column: name })
  return place
}

const isMeasured = ({ type, isCategorical }: ColumnSchema) => type !== 'String' && type !== 'Boolean' && !isCategorical

type Rows = readonly Readonly<Record<string, unknown>>[]
/** Rows of a SELECT from `pairs`, which has the two columns as they are stored: `x` and `y`. */
type Ask = (select: string) => Promise<Rows>

async function createQuestions(
  file: TableFile,
  places: readonly [number, number],
  { tables, temporaryPath, signal }: CompareOptions,
): Promise<Ask> {
  const namesIn = async (table: TableFile, columns: readonly number[]) => {
    const names = await tables.sqlColumns(table)
    return columns.map((column) => names.find(({ columns: own }) => own.length === 1 && own[0] === column)?.name)
  }
  let source = file
  let names = await namesIn(file, places)
  if (names.includes(undefined)) {
    // Columns that are kept sparse have no names of their own: they are put into a file as plain ones.
    const schema = places.map((place, index) => ({ ...(file.schema[place] as ColumnSchema), name: String(index) }))
    source = await tables.write(temporaryPath, schema, plainRows(file, places, tables), signal)
    names = await namesIn(source, [0, 1])
  }
  const [x = '', y = ''] = names
  const pairs = `WITH pairs AS (SELECT source.${quoted(x)} AS x, source.${quoted(y)} AS y FROM source)`
  return (select) => tables.select({ sql: `${pairs} ${select}`, tables: { source }, times: 'milliseconds', signal })
}

async function* plainRows(file: TableFile, places: readonly number[], tables: TableFiles): AsyncGenerator<Table> {
  for await (const table of tables.chunks(file, { columns: places })) {
    yield createTable(table.rowCount, [columnAt(table, 0), columnAt(table, 1)])
  }
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

/** A number where there is one that can be drawn, else null: nothing is drawn of NaN and what is infinite. */
const drawn = (column: string) => `CASE WHEN isfinite(CAST(${column} AS DOUBLE)) THEN CAST(${column} AS DOUBLE) END`

/** The squares of numbers beyond are no numbers any more: then nothing is said of how both go together. */
const largestSquared = 1e150
const squarable = (column: string) => `CASE WHEN abs(${column}) < ${largestSquared} THEN ${column} END`
const correlation = `corr(${squarable('x')}, ${squarable('y')})`

async function scatter(ask: Ask): Promise<Omit<ScatterPlot, 'x' | 'y' | 'rowCount'>> {
  const drawnPairs = `, drawn AS (SELECT * FROM (SELECT ${drawn('pairs.x')} AS x, ${drawn('pairs.y')} AS y FROM pairs) WHERE x IS NOT NULL AND y IS NOT NULL)`
  const [figures = {}] = await ask(
    `${drawnPairs} SELECT count(*) AS pairs, min(x) AS x0, max(x) AS x1, min(y) AS y0, max(y) AS y1, ${correlation} AS correlation FROM drawn`,
  )
  const pairCount = Number(figures.pairs)
  const x = { from: Number(figures.x0 ?? 0), to: Number(figures.x1 ?? 0) }
  const y = { from: Number(figures.y0 ?? 0), to: Number(figures.y1 ?? 0) }
  const bin = (column: string, { from, to }: Range) =>
    // Halves, so that the width of the widest range is no infinity.
    to > from
      ? `CAST(least(floor((${column} / 2 - ${toSqlNumber(from / 2)}) / ${toSqlNumber(to / 2 - from / 2)} * ${gridBins}), ${gridBins - 1}) AS INTEGER)`
      : '0'
  const cells = await ask(
    `${drawnPairs} SELECT ${bin('x', x)} AS i, ${bin('y', y)} AS j, count(*) AS pairs FROM drawn GROUP BY ALL ORDER BY i, j`,
  )
  const sample = pairCount > mostPoints ? `USING SAMPLE reservoir(${mostPoints} ROWS)` : ''
  const points = await ask(`${drawnPairs} SELECT x, y FROM drawn ${sample}`)
  const isSquarable = [x, y].every(({ from, to }) => Math.max(Math.abs(from), Math.abs(to)) < largestSquared)
  const found = isSquarable ? figures.correlation : undefined
  return {
    kind: 'scatter',
    pairCount,
    correlation: typeof found === 'number' && Number.isFinite(found) ? found : undefined,
    points: points.map((point) => [Number(point.x), Number(point.y)] as const),
    grid: {
      bins: gridBins,
      x,
      y,
      cells: cells.map(({ i, j, pairs }) => [Number(i), Number(j), Number(pairs)] as const),
    },
  }
}

const toSqlNumber = (value: number) => `CAST('${value}' AS DOUBLE)`

async function boxes(
  ask: Ask,
  by: BoxPlots['by'],
  measuredType: ColumnType,
): Promise<Omit<BoxPlots, 'x' | 'y' | 'rowCount'>> {
  const measured = by === 'x' ? 'y' : 'x'
  const groups = `, boxes AS (SELECT CAST(${by} AS VARCHAR) AS category, ${drawn(measured)} AS number FROM pairs WHERE ${by} IS NOT NULL), counted AS (SELECT category, count(*) AS pairs, min(number) AS least, quantile_cont(number, [0.25, 0.5, 0.75]) AS quartiles, max(number) AS most FROM boxes WHERE number IS NOT NULL GROUP BY category)`
  const [sums = {}] = await ask(`${groups} SELECT count(*) AS categories, sum(pairs)::DOUBLE AS pairs FROM counted`)
  const found = await ask(`${groups} SELECT * FROM counted ORDER BY pairs DESC, category LIMIT ${mostCategories}`)
  // Whole numbers of milliseconds, as times are kept.
  const round = measuredType === 'DateTime' || measuredType === 'DateTimeOffset' ? Math.round : (value: number) => value
  return {
    kind: 'boxes',
    by,
    pairCount: Number(sums.pairs ?? 0),
    categoryCount: Number(sums.categories ?? 0),
    boxes: found.map(({ category, pairs, least, quartiles, most }) => {
      const [lower = 0, middle = 0, upper = 0] = (quartiles as readonly number[]).map(Number)
      return {
        category: String(category),
        count: Number(pairs),
        min: Number(least),
        lowerQuartile: round(lower),
        median: round(middle),
        upperQuartile: round(upper),
        max: Number(most),
      }
    }),
  }
}

async function crossTable(ask: Ask): Promise<Omit<CrossTable, 'x' | 'y' | 'rowCount'>> {
  const texts = `, texts AS (SELECT CAST(x AS VARCHAR) AS x, CAST(y AS VARCHAR) AS y FROM pairs WHERE x IS NOT NULL AND y IS NOT NULL)`
  const top = (column: string) =>
    `SELECT ${column} AS value, count(*) AS pairs FROM texts GROUP BY ${column} ORDER BY pairs DESC, value LIMIT ${mostCategories}`
  const [sums = {}] = await ask(
    `${texts} SELECT count(*) AS pairs, count(DISTINCT x) AS xs, count(DISTINCT y) AS ys FROM texts`,
  )
  const xValues = (await ask(`${texts} ${top('x')}`)).map(({ value }) => String(value))
  const yValues = (await ask(`${texts} ${top('y')}`)).map(({ value }) => String(value))
  const cells = await ask(
    `${texts} SELECT x, y, count(*) AS pairs FROM texts WHERE x IN (SELECT value FROM (${top('x')})) AND y IN (SELECT value FROM (${top('y')})) GROUP BY x, y`,
  )
  const counts = xValues.map(() => yValues.map(() => 0))
  for (const { x, y, pairs } of cells) {
    const row = counts[xValues.indexOf(String(x))]
    if (row !== undefined) row[yValues.indexOf(String(y))] = Number(pairs)
  }
  return {
    kind: 'cross-table',
    pairCount: Number(sums.pairs),
    xValueCount: Number(sums.xs),
    yValueCount: Number(sums.ys),
    xValues,
    yValues,
    counts,
  }
}
