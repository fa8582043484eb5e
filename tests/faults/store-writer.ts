// A process to be killed: writes to a store as fast as it can and prints the number of each write that was acknowledged.
// Arguments: file of the store, name of the writer, bytes of each document.
import { writeSync } from 'node:fs'
import { createSystemClock, openSqliteStore } from '@sluice/platform'

const [file = '', writer = '', bytes = '0'] = process.argv.slice(2)
const store = await openSqliteStore({ file, clock: createSystemClock() })
const collection = `/${writer}`
const padding = 'x'.repeat(Number(bytes))

for (;;) {
  try {
    const n = await store.transact({ actor: writer }, async (transaction) => {
      const last = Number((await transaction.get(`/last/${writer}`))?.body.n ?? 0)
      // Two documents that agree in every state that anyone may ever see.
      await transaction.put({ key: `${collection}/${last + 1}`, collection, body: { n: last + 1, padding } })
      await transaction.put({ key: `/last/${writer}`, collection: '/last', body: { n: last + 1 } })
      return last + 1
    })
    writeSync(1, `${n}\n`)
  } catch (error) {
    writeSync(1, `refused ${(error as { code?: string }).code}: ${(error as Error).message}\n`)
    // The store must still read, and must close in order.
    const { documents } = await store.readAll()
    writeSync(1, `holds ${documents.filter((document) => document.collection === collection).length}\n`)
    await store.close()
    process.exit(0)
  }
}
