// What a process needs that runs modules and does nothing else: without scoring, management and their memory.
export { createSavedContents } from './artifacts/saved-contents.ts'
export type { ModuleTask } from './experiments/module-executor.ts'
export type { OutputManifest } from './experiments/output-manifest.ts'
export { runTask } from './experiments/run-task.ts'
export { createSavedReader } from './experiments/saved-reader.ts'
export { modules } from './modules/index.ts'
