import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSystemClock } from '../clock/system-clock.ts'
import type { DocumentCondition, DocumentField, DocumentOrder } from './document-query.ts'
import { createMemoryStore } from './memory-store.ts'
import { openSqliteStore } from './sqlite-store.ts'
import type { JsonObject, Store } from './store.ts'

let folder: string
let memory: Store
let sqlite: Store
beforeAll(async () => {
  const clock = createSystemClock()
  folder = mkdtempSync(join(tmpdir(), 'sluice-store-'))
  memory = createMemoryStore({ clock })
  sqlite = await openSqliteStore({ file: join(folder, 'store.db'), clock })
})
afterAll(async () => {
  await Promise.all([memory.close(), sqlite.close()])
  rmSync(folder, { recursive: true, force: true })
})

// Few members and few short texts, so that documents and conditions meet often; and any text, so that none is special.
const member = fc.oneof(
  fc.constantFrom('a', 'b', 'A', '', '"', '\\', '$', '0', '__proto__'),
  fc.string({ unit: 'grapheme' }),
)
const someText = fc.oneof(
  fc.constantFrom('', 'a', 'A', 'ab', 'Ä', 'ä', '%', '_', "'", '"', '\\', '🙂', '\uffee', '\0', '\ud800', '1', 'null'),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const someNumber = fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double({ noNaN: true, noDefaultInfinity: true }))
const leaf = fc.oneof(someText, someNumber, fc.boolean(), fc.constant(null))
const someBody: fc.Arbitrary<JsonObject> = fc.letrec<{ value: JsonObject[string]; body: JsonObject }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(leaf, { maxLength: 2 }), tie('body')),
  body: fc
    .array(fc.tuple(member, tie('value')), { maxLength: 4 })
    .map((members) => Object.fromEntries(members) as JsonObject),
})).body

const field: fc.Arbitrary<DocumentField> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<DocumentField>({ kind: 'name' }) },
  { weight: 5, arbitrary: fc.array(member, { maxLength: 3 }).map((path) => ({ kind: 'body' as const, path })) },
)
const condition: fc.Arbitrary<DocumentCondition> = fc.letrec<{ condition: DocumentCondition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('compare' as const),
      field,
      operator: fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le'),
      value: leaf,
    }),
    fc.record({
      kind: fc.constant('text' as const),
      field,
      test: fc.constantFrom('contains', 'startsWith', 'endsWith'),
      value: someText,
    }),
    fc.record({ kind: fc.constant('not' as const), term: tie('condition') }),
    fc.record({
      kind: fc.constantFrom('and' as const, 'or' as const),
      terms: fc.array(tie('condition'), { maxLength: 3 }),
    }),
  ),
})).condition
const order: fc.Arbitrary<DocumentOrder> = fc.record({ field, isDescending: fc.boolean() })
const query = fc.record(
  {
    where: condition,
    orderBy: fc.array(order, { maxLength: 2 }),
    offset: fc.nat({ max: 6 }),
    limit: fc.nat({ max: 6 }),
  },
  { requiredKeys: [] },
)

describe('the stores in memory and in SQLite', () => {
  it('find the same, whatever the documents and the query', async () => {
    let runs = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(someBody, { minLength: 1, maxLength: 8 }),
        fc.array(query, { minLength: 1, maxLength: 5 }),
        async (bodies, queries) => {
          runs += 1
          const collection = `/run/${runs}`
          const fill = (store: Store) =>
            store.transact({ actor: 'test' }, async (transaction) => {
              for (const [index, body] of bodies.entries()) {
                await transaction.put({
                  key: `${collection}/${['b', 'a', 'ä', '1'][index % 4]}${index}`,
                  collection,
                  body,
                })
              }
            })
          await Promise.all([fill(memory), fill(sqlite)])
          for (const one of queries) {
            const [inMemory, inSqlite] = await Promise.all(
              [memory, sqlite].map(async (store) => {
                const { documents, count } = await store.find({ from: { collection }, ...one })
                return { keys: documents.map(({ key }) => key), count }
              }),
            )
            expect(inSqlite).toEqual(inMemory)
          }
        },
      ),
      { numRuns: 150, seed: 20 },
    )
  })
})
