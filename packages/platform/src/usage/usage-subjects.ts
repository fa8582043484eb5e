import type { UsageDimensions } from '@sluice/contracts'
import { inParts, placeholders, query, type SqlConnection } from './sql-connection.ts'

/** What calls are summed up for; numbers are kept in the database. */
export const subjectKinds = {
  service: 0,
  api: 1,
  operation: 2,
  product: 3,
  subscription: 4,
  user: 5,
  /** All dimensions together. */
  call: 6,
} as const
export type SubjectKind = keyof typeof subjectKinds

/** Dimensions that reports tell apart. */
export const dimensionNames = ['api', 'operation', 'product', 'subscription', 'user'] as const
export type DimensionName = (typeof dimensionNames)[number]
export type Dimensions = Pick<UsageDimensions, DimensionName>

/** Identifiers and subjects → numbers, of which new ones are made. */
export interface SubjectNumbers {
  /** Of identifiers; undefined is 0. */
  readonly ofName: (name: string | undefined) => number
  /** Of the subjects of these dimensions, in the order of `subjectsOf`. */
  readonly ofSubject: (subject: Subject) => number
}

export interface Subject {
  readonly service: string
  readonly kind: SubjectKind
  readonly dimensions: Dimensions
  /** The same for the same subject, and only for that. */
  readonly key: string
}

const mostRemembered = 200_000
const rowsAtOnce = 200

/** Everything that a call counts for. */
export function subjectsOf(dimensions: UsageDimensions): Subject[] {
  const { service, api, operation, product, subscription, user } = dimensions
  const subject = (kind: SubjectKind, own: Dimensions): Subject => ({
    service,
    kind,
    dimensions: own,
    key: JSON.stringify([service, subjectKinds[kind], ...dimensionNames.map((name) => own[name] ?? 0)]),
  })
  const all: { -readonly [Name in DimensionName]?: string } = {}
  for (const name of dimensionNames) {
    const value = dimensions[name]
    if (value !== undefined) all[name] = value
  }
  return [
    subject('service', {}),
    subject('api', pick({ api })),
    subject('operation', pick({ api, operation })),
    subject('product', pick({ product })),
    subject('subscription', pick({ subscription })),
    subject('user', pick({ user })),
    subject('call', all),
  ]
}

const pick = (dimensions: { readonly [Name in DimensionName]?: string | undefined }): Dimensions =>
  Object.fromEntries(Object.entries(dimensions).filter(([, value]) => value !== undefined))

/** Remembers the numbers of a database from one transaction to the next. */
export function createSubjectBook() {
  const names = new Map<string, number>()
  const subjects = new Map<string, number>()
  let generation: number | undefined

  /** Numbers of names, of which new ones are written. */
  async function learnNames(connection: SqlConnection, wanted: Iterable<string>): Promise<void> {
    if (names.size > mostRemembered) names.clear()
    const unknown = [...new Set(wanted)].filter((name) => !names.has(name))
    for (const part of inParts(unknown, rowsAtOnce)) {
      const values = placeholders(part.length, 1)
      await query(connection, `insert into usage_names (name) values ${values} on conflict (name) do nothing`, part)
      const rows = await query(connection, `select id, name from usage_names where name in (${values})`, part)
      for (const { id, name } of rows) names.set(String(name), Number(id))
    }
  }

  const ofName = (name: string | undefined) => (name === undefined ? 0 : (names.get(name) ?? 0))
  const toRow = ({ service, kind, dimensions }: Subject) => [
    ofName(service),
    subjectKinds[kind],
    ...dimensionNames.map((name) => ofName(dimensions[name])),
  ]

  return {
    /**
     * Makes sure that all these have numbers; called in a transaction that writes.
     * @returns what they are, until the next call
     */
    async learn(
      connection: SqlConnection,
      wantedNames: Iterable<string>,
      wanted: readonly Subject[] = [],
    ): Promise<SubjectNumbers> {
      const [meta] = await query(connection, 'select generation from usage_meta')
      if (Number(meta?.generation) !== generation) subjects.clear()
      generation = Number(meta?.generation)
      if (subjects.size > mostRemembered) subjects.clear()
      await learnNames(connection, wantedNames)
      const unknown = wanted.filter(({ key }) => !subjects.has(key))
      for (const part of inParts(unknown, rowsAtOnce)) {
        const rows = part.map(toRow)
        await query(
          connection,
          `insert into usage_subjects (${subjectColumns}) values ${placeholders(part.length, 7)}
             on conflict (${subjectColumns}) do nothing`,
          rows.flat(),
        )
        for (const [index, subject] of part.entries()) {
          const [found] = await query(
            connection,
            `select id from usage_subjects where service = ? and kind = ? and api = ? and operation = ? and product = ?
               and subscription = ? and "user" = ?`,
            rows[index] ?? [],
          )
          subjects.set(subject.key, Number(found?.id))
        }
      }
      return {
        ofName,
        ofSubject({ key }) {
          const id = subjects.get(key)
          if (id === undefined) throw new Error('A subject was not asked for.')
          return id
        },
      }
    },
    forget() {
      names.clear()
      subjects.clear()
      generation = undefined
    },
  }
}
export type SubjectBook = ReturnType<typeof createSubjectBook>

const subjectColumns = 'service, kind, api, operation, product, subscription, "user"'
