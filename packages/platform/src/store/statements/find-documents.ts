import { sql } from 'kysely'
import type { DocumentQuery, DocumentSource, FoundDocuments } from '../document-query.ts'
import type { StoreDatabase, StoreTables } from '../schema.ts'
import { conditionExpression, orderExpression } from './document-conditions.ts'
import type { DocumentDialect, Expression } from './document-dialect.ts'
import { toDocument } from './document-row.ts'

type FoundRow = StoreTables['documents'] & { readonly total: number }

/** One statement; a second one only to count what an empty page says nothing about. */
export async function findDocuments(
  database: StoreDatabase,
  dialect: DocumentDialect,
  query: DocumentQuery,
): Promise<FoundDocuments> {
  const isFrom = sourceExpression(query.from)
  const page = query.where === undefined ? wholePage(dialect, query, isFrom) : filteredPage(dialect, query, isFrom)
  const { rows } = await sql<FoundRow>`${page}`.execute(database)
  const [first] = rows
  if (first !== undefined) return { documents: rows.map(toDocument), count: Number(first.total) }
  if ((query.offset ?? 0) === 0 && query.limit !== 0) return { documents: [], count: 0 }
  const counting = sql<{ total: number }>`select count(*) as total from ${matching(dialect, query, isFrom)}`
  return { documents: [], count: Number((await counting.execute(database)).rows[0]?.total) }
}

/** Without a condition, counting reads an index only, and the page stops where it is full. */
function wholePage(dialect: DocumentDialect, query: DocumentQuery, isFrom: Expression): Expression {
  const { orderBy = [] } = query
  const documents = orderBy.length === 0 ? sql`documents d` : dialect.documents
  return sql`
    select d.*, (select count(*) from documents d where ${isFrom}) as total from ${documents} where ${isFrom}
    order by ${orderExpression(dialect, orderBy)} ${bounds(query)}`
}

/** The condition is looked at once for each document; the bodies of the page alone are carried through. */
function filteredPage(dialect: DocumentDialect, query: DocumentQuery, isFrom: Expression): Expression {
  return sql`
    select d.*, page.total from (
      select d.key, count(*) over () as total,
        row_number() over (order by ${orderExpression(dialect, query.orderBy ?? [])}) as place
      from ${matching(dialect, query, isFrom)} order by place ${bounds(query)}) page
    join documents d on d.key = page.key order by page.place`
}

const matching = (dialect: DocumentDialect, { where }: DocumentQuery, isFrom: Expression) =>
  where === undefined
    ? sql`documents d where ${isFrom}`
    : sql`${dialect.documents} where ${isFrom} and ${conditionExpression(dialect, where)}`

function bounds({ offset, limit }: DocumentQuery): Expression {
  if (limit === undefined && offset === undefined) return sql``
  return sql`limit ${limit ?? 2 ** 31 - 1} offset ${offset ?? 0}`
}

/** Whether the document `d` is of the source. Links are read through their indexes, never row by row from here. */
function sourceExpression(source: DocumentSource): Expression {
  if ('collection' in source) return sql`d.collection in (${valuesOf(source.collection)})`
  if ('value' in source) {
    return sql`d.key in (
      select i.key from document_indexes i where i.name = ${source.index} and i.value in (${valuesOf(source.value)}))`
  }
  if ('linkedFrom' in source) {
    return sql`d.key in (
      select i.value from documents l cross join document_indexes i
      where l.collection = ${source.linkedFrom} and i.key = l.key and i.name = 'target')`
  }
  const tail = `/${source.under}`
  // Characters as databases count them.
  const owner = sql`length(l.collection) - ${sql.lit([...tail].length)}`
  return sql`d.key in (
    select case when substr(l.collection, ${owner} + 1) = ${tail} then substr(l.collection, 1, ${owner}) end
    from document_indexes i join documents l on l.key = i.key
    where i.name = ${source.index ?? 'target'} and i.value = ${source.linkingTo})`
}

/** Of none is null, which nothing equals. */
const valuesOf = (values: string | readonly string[]): Expression =>
  values.length === 0 ? sql`null` : sql.join(typeof values === 'string' ? [values] : values)
