import type { ModuleExecutor } from './module-executor.ts'
import { runTask, type TaskServices } from './run-task.ts'

/** Runs modules in this process, all at once: for tests, and for small work that needs no process of its own. */
export const createInProcessExecutor = (services: TaskServices): ModuleExecutor => ({
  execute: (task, listener, signal) => runTask(task, listener, signal, services),
  close: async () => undefined,
})
