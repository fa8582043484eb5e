// What the process that works on files needs, without the rest of machine learning.
export { createInProcessTableWork } from './datasets/in-process-table-work.ts'
export type { WorkPassage } from './datasets/table-work.ts'
