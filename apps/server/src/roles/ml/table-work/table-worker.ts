import { createInProcessTableWork, type WorkPassage } from '@sluice/ml/table-worker'
import { createTableFiles } from '@sluice/platform/table-files'
import { toSentError } from '../runs/run-worker-messages.ts'
import type { MessageFromTableWorker, MessageToTableWorker, TableTask } from './table-work-messages.ts'

// The entry of a process that reads files into tables and computes their figures, for the role that has started it.

const work = createInProcessTableWork(createTableFiles({ temporaryFolder: process.argv[2] ?? '' }))
const running = new Map<number, AbortController>()

/** Reports go out no more often. */
const reportEveryMs = 200

const tell = (message: MessageFromTableWorker) => void process.send?.(message)

function carryOut(task: TableTask, passage: WorkPassage): Promise<unknown> {
  switch (task.kind) {
    case 'guess':
      return work.guess(task.source, task.options, passage)
    case 'import':
      return work.importFile(task.task, passage)
    case 'statistics':
      return work.statistics(task.tablePath, passage)
  }
}

process.on('message', (message: MessageToTableWorker) => {
  const { id } = message
  if (message.type === 'cancel') {
    running.get(id)?.abort(new Error('The work was called off.'))
    return
  }
  const aborter = new AbortController()
  running.set(id, aborter)
  let reportedAt = 0
  const passage: WorkPassage = {
    signal: aborter.signal,
    onProgress(progress) {
      const now = performance.now()
      if (now - reportedAt < reportEveryMs) return
      reportedAt = now
      tell({ type: 'progress', id, progress })
    },
  }
  carryOut(message.task, passage)
    .then(
      (result) => tell({ type: 'done', id, result }),
      (error: unknown) => tell({ type: 'failed', id, error: toSentError(error) }),
    )
    .finally(() => running.delete(id))
})

// Without the role nobody waits for anything.
process.on('disconnect', () => process.exit())
