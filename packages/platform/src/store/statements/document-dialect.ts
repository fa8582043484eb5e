import { type RawBuilder, sql } from 'kysely'
import { foldText } from '../fold-text.ts'

export type Expression = RawBuilder<unknown>

/** What a field of the document `d` holds. Values are only asked for where the type is the right one. */
export interface FieldExpressions {
  readonly isText: Expression
  readonly isNumber: Expression
  readonly isBoolean: Expression
  /** Also when it is missing. */
  readonly isNull: Expression
  /** Folded; compares by code points. */
  readonly text: Expression
  readonly number: Expression
  /** 1 or 0. */
  readonly boolean: Expression
}

/** What the engines spell differently in queries on the bodies of documents. */
export interface DocumentDialect {
  /** The documents `d`, with what `member` needs. */
  readonly documents: Expression
  member(path: readonly string[]): FieldExpressions
  /** The folded last segment of the key. */
  readonly name: Expression
  /** A value as texts of documents are folded. */
  fold(value: string): Expression
  /** Place of the first text in the second one from 1, or 0. */
  position(part: Expression, text: Expression): Expression
}

/** Names of the functions that a SQLite connection must have, with what they do. */
export const sqliteFunctions: Readonly<Record<string, (value: string) => string>> = {
  fold_text: foldText,
  fold_name: (key) => foldText(key.slice(key.lastIndexOf('/') + 1)),
}

export const sqliteDocuments: DocumentDialect = {
  documents: sql`documents d`,
  member(path) {
    // SQLite reads a quoted member of a path as it reads a member's name in JSON, escapes included.
    const place = `$${path.map((member) => `.${JSON.stringify(member)}`).join('')}`
    const type = sql`json_type(d.body, ${place})`
    const value = sql`json_extract(d.body, ${place})`
    return {
      isText: sql`${type} = 'text'`,
      isNumber: sql`${type} in ('integer', 'real')`,
      isBoolean: sql`${type} in ('true', 'false')`,
      isNull: sql`coalesce(${type}, 'null') = 'null'`,
      text: sql`fold_text(${value})`,
      number: sql`cast(${value} as double precision)`,
      boolean: value,
    }
  },
  name: sql`fold_name(d.key)`,
  fold: (value) => sql`${foldText(value)}`,
  position: (part, text) => sql`instr(${text}, ${part})`,
}

/** Escapes of the zero character and of halves of surrogate pairs, with the backslashes before that belong together. */
const unknownToJsonb = String.raw`(?<!\\)((?:\\\\)*)\\u(?:0000|d[89a-f][0-9a-f]{2})`

/**
 * @param folding name of the collation that knows which letters are the same without case, or undefined for the
 *   database's own
 */
export function postgresDocuments(folding: string | undefined): DocumentDialect {
  const known = (value: string) => sql`cast(${value.toWellFormed().replaceAll('\0', '\ufffd')} as text)`
  const lower = (text: Expression) =>
    folding === undefined ? sql`lower(${text}) collate "C"` : sql`lower(${text} collate ${sql.id(folding)}) collate "C"`
  return {
    // Read once for each document (`offset 0` keeps it from being repeated in every condition). What jsonb does not
    // take must not make a list unreadable, so it is replaced first; the look before that is much cheaper.
    documents: sql`documents d cross join lateral (
      select cast(case when strpos(d.body, '\\u0000') > 0 or strpos(d.body, '\\ud') > 0
        then regexp_replace(d.body, ${sql.lit(unknownToJsonb)}, ${sql.lit('\\1\ufffd')}, 'g') else d.body end as jsonb) as value
      offset 0) content`,
    member(path) {
      // Not `#>>`, which takes digits for the place in a list.
      const value = path.reduce<Expression>((inner, member) => sql`${inner} -> ${known(member)}`, sql`content.value`)
      const type = sql`jsonb_typeof(${value})`
      const text = sql`((${value}) #>> '{}')`
      return {
        isText: sql`${type} = 'string'`,
        isNumber: sql`${type} = 'number'`,
        isBoolean: sql`${type} = 'boolean'`,
        isNull: sql`coalesce(${type}, 'null') = 'null'`,
        text: lower(text),
        number: sql`cast(${text} as double precision)`,
        boolean: sql`case ${text} when 'true' then 1 else 0 end`,
      }
    },
    name: lower(sql`substring(d.key from '[^/]*$')`),
    fold: (value) => lower(known(value)),
    position: (part, text) => sql`strpos(${text}, ${part})`,
  }
}
