import { sql } from 'kysely'
import type {
  ComparisonOperator,
  DocumentCondition,
  DocumentField,
  DocumentOrder,
  TextTest,
} from '../document-query.ts'
import type { DocumentDialect, Expression, FieldExpressions } from './document-dialect.ts'

const always = sql`(1 = 1)`
const never = sql`(1 = 0)`

/** True or false, never null: each comparison asks for the type first. */
export function conditionExpression(dialect: DocumentDialect, condition: DocumentCondition): Expression {
  switch (condition.kind) {
    case 'and':
    case 'or': {
      const terms = condition.terms.map((term) => conditionExpression(dialect, term))
      return condition.kind === 'and' ? join(terms, sql` and `, always) : join(terms, sql` or `, never)
    }
    case 'not':
      return condition.term.kind === 'not'
        ? conditionExpression(dialect, condition.term.term)
        : sql`(not ${conditionExpression(dialect, condition.term)})`
    case 'compare':
      return comparison(dialect, condition.field, condition.operator, condition.value)
    case 'text': {
      const field = fieldExpressions(dialect, condition.field)
      return when(field.isText, textTests[condition.test](dialect, field.text, dialect.fold(condition.value)))
    }
  }
}

/** Balanced, because databases bound the depth of an expression, and a long row of terms is as deep as it is long. */
function join(terms: readonly Expression[], operator: Expression, empty: Expression): Expression {
  const [first] = terms
  if (first === undefined) return empty
  if (terms.length === 1) return first
  const middle = Math.ceil(terms.length / 2)
  const [left, right] = [terms.slice(0, middle), terms.slice(middle)].map((half) => join(half, operator, empty))
  return sql`(${left}${operator}${right})`
}

const when = (isRight: Expression, condition: Expression) =>
  sql`(case when ${isRight} then ${condition} else ${never} end)`

const operators: Record<Exclude<ComparisonOperator, 'ne'>, Expression> = {
  eq: sql`=`,
  gt: sql`>`,
  ge: sql`>=`,
  lt: sql`<`,
  le: sql`<=`,
}

function comparison(
  dialect: DocumentDialect,
  of: DocumentField,
  operator: ComparisonOperator,
  value: string | number | boolean | null,
): Expression {
  if (operator === 'ne') return sql`(not ${comparison(dialect, of, 'eq', value)})`
  const field = fieldExpressions(dialect, of)
  if (value === null) return operator === 'eq' ? sql`(${field.isNull})` : never
  const sign = operators[operator]
  if (typeof value === 'string') return when(field.isText, sql`${field.text} ${sign} ${dialect.fold(value)}`)
  const [isRight, held] = typeof value === 'number' ? [field.isNumber, field.number] : [field.isBoolean, field.boolean]
  return when(isRight, sql`${held} ${sign} cast(${Number(value)} as double precision)`)
}

// Not LIKE: the value would have to be escaped, and SQLite folds by itself, but only ASCII.
const textTests: Record<TextTest, (dialect: DocumentDialect, text: Expression, part: Expression) => Expression> = {
  contains: (dialect, text, part) => sql`${dialect.position(part, text)} > 0`,
  startsWith: (_, text, part) => sql`substr(${text}, 1, length(${part})) = ${part}`,
  endsWith: (_, text, part) => sql`substr(${text}, length(${text}) - length(${part}) + 1) = ${part}`,
}

/** Terms for `order by`, the order of creation last. */
export function orderExpression(dialect: DocumentDialect, orderBy: readonly DocumentOrder[]): Expression {
  const terms = orderBy.flatMap(({ field, isDescending }) => {
    const direction = isDescending ? sql` desc` : sql``
    return orderTerms(dialect, field).map((term) => sql`${term}${direction}`)
  })
  return sql.join([...terms, sql`d.ordinal`])
}

function orderTerms(dialect: DocumentDialect, field: DocumentField): readonly Expression[] {
  if (field.kind === 'name') return [dialect.name]
  const { isText, isNumber, isBoolean, text, number, boolean } = dialect.member(field.path)
  return [
    sql`case when ${isText} then 3 when ${isNumber} then 2 when ${isBoolean} then 1 else 0 end`,
    sql`case when ${isNumber} then ${number} when ${isBoolean} then ${boolean} end`,
    sql`case when ${isText} then ${text} end`,
  ]
}

function fieldExpressions(dialect: DocumentDialect, field: DocumentField): FieldExpressions {
  if (field.kind === 'body') return dialect.member(field.path)
  return {
    isText: always,
    isNumber: never,
    isBoolean: never,
    isNull: never,
    text: dialect.name,
    number: sql`0`,
    boolean: sql`0`,
  }
}
