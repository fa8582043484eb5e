// What a process or thread needs that works on batch jobs, without serving, management and their memory.
export { createSavedContents } from './artifacts/saved-contents.ts'
export {
  type BatchEngine,
  type ChunkToScore,
  createBatchEngine,
  type JobBlocks,
} from './batch/engine/batch-engine.ts'
export type { EngineJob, PartRange, Position } from './batch/engine/engine-job.ts'
export { systemPatience } from './batch/engine/patience.ts'
export type { WholeProgress } from './batch/engine/run-whole.ts'
export { type ChunkSetting, type ScoredChunk, scoreChunk } from './batch/engine/score-chunk.ts'
export { createScorers, type Scorers } from './batch/engine/scorers.ts'
export { modules } from './modules/index.ts'
