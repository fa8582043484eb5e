import type { TableSchema } from '@sluice/contracts'
import type { Table } from '@sluice/dataflow'
import type { TableFile } from '@sluice/platform'
import type { FileRunContext } from './module.ts'

/** Rows of a dataset chosen while it passes piece by piece, so that one way serves tables in memory and on files. */
export interface RowSelection {
  /** Each sees the whole dataset once, in order, before the next does: to count rows, sizes of strata and the like. */
  readonly observers?: readonly ((piece: Table) => void)[]
  /** For each output its rows of this piece; pieces come in order, after all observers. */
  take(piece: Table): readonly Table[]
}

/** One table for each output. */
export function selectFromTable(table: Table, selection: RowSelection): readonly Table[] {
  for (const observe of selection.observers ?? []) observe(table)
  return selection.take(table)
}

export interface SelectFromFileOptions {
  readonly ports: readonly string[]
  /** Of all outputs; default: that of the file. */
  readonly schema?: TableSchema
}

/** One file for each output port, in memory for one piece only. */
export async function selectFromFile(
  file: TableFile,
  selection: RowSelection,
  context: FileRunContext,
  { ports, schema = file.schema }: SelectFromFileOptions,
): Promise<TableFile[]> {
  const { tableFiles, signal } = context
  const passes = (selection.observers ?? []).length + 1
  const rowsInAll = Math.max(1, file.rowCount * passes)
  let rowsSeen = 0
  async function* pieces() {
    for await (const piece of tableFiles.chunks(file)) {
      signal.throwIfAborted()
      yield piece
      rowsSeen += piece.rowCount
      context.progress(rowsSeen / rowsInAll)
    }
  }
  for (const observe of selection.observers ?? []) {
    for await (const piece of pieces()) observe(piece)
  }
  // All outputs are written in one pass: each writer waits for its next piece, which the one reader hands out.
  const queues = ports.map(() => createHandover<Table>())
  const writers = ports.map((port, index) =>
    tableFiles.write(context.outputPath(port), schema, (queues[index] as Handover<Table>).items, signal),
  )
  const read = async () => {
    for await (const piece of pieces()) {
      const taken = selection.take(piece)
      await Promise.all(queues.map((queue, index) => queue.give(taken[index] as Table)))
    }
  }
  const reading = read().then(
    () => {
      for (const queue of queues) queue.end()
    },
    (error: unknown) => {
      for (const queue of queues) queue.fail(error)
      throw error
    },
  )
  // A writer that fails would leave the reader waiting for it.
  const writing = writers.map((writer, index) => writer.finally(() => (queues[index] as Handover<Table>).end()))
  const results = await Promise.allSettled([reading, ...writing])
  for (const result of results) if (result.status === 'rejected') throw result.reason
  return results.slice(1).map((result) => (result as PromiseFulfilledResult<TableFile>).value)
}

interface Handover<Item> {
  readonly items: AsyncIterable<Item>
  /** Settles when the item was taken, or nobody takes any more. */
  give(item: Item): Promise<void>
  end(): void
  fail(error: unknown): void
}

/** Hands items from one loop to another, one at a time. */
function createHandover<Item>(): Handover<Item> {
  let waiting: Item | undefined
  let taken = () => {}
  let wake = () => {}
  let failure: { readonly error: unknown } | undefined
  let isOver = false
  async function* take() {
    while (true) {
      if (waiting !== undefined) {
        const item = waiting
        waiting = undefined
        yield item
        taken()
      } else if (failure !== undefined) throw failure.error
      else if (isOver) return
      else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  }
  return {
    items: take(),
    give: (item) =>
      isOver
        ? Promise.resolve()
        : new Promise((resolve) => {
            waiting = item
            taken = resolve
            wake()
          }),
    end() {
      isOver = true
      taken()
      wake()
    },
    fail(error) {
      failure = { error }
      wake()
    },
  }
}
