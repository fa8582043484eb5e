import * as z from 'zod'
import { experimentGraph } from './experiment-graph.ts'
import { machineLearningId } from './identifiers.ts'

export const runStates = ['queued', 'running', 'finished', 'failed', 'cancelled'] as const
export type RunState = (typeof runStates)[number]

/** `cached`: taken from an earlier run. `skipped`: something that it needs failed. */
export const moduleStates = ['queued', 'running', 'finished', 'cached', 'failed', 'cancelled', 'skipped'] as const
export type ModuleState = (typeof moduleStates)[number]

const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** All that a result depends on; equal recipes give equal results. */
export const moduleRecipe = z.strictObject({
  module: z.string(),
  codeVersion: z.int(),
  /** As the module's own rules read them, defaults filled in. */
  parameters: z.record(z.string(), z.json()),
  /** Input port → where its value came from, and the hash of the value. */
  inputs: z.record(z.string(), z.strictObject({ node: z.string(), port: z.string(), hash })),
  /** Saved things that the parameters name → hash of what they hold. */
  saved: z.record(machineLearningId, hash),
  seed: z.int(),
})
export type ModuleRecipe = Readonly<z.infer<typeof moduleRecipe>>

/** What went wrong in a module, in the words of the error catalogue. */
export const moduleError = z.strictObject({
  code: z.string(),
  /** Of the studio's documentation, `0001`. */
  number: z.string().optional(),
  message: z.string(),
  remedy: z.string(),
  /** Port, parameter or column that is at fault, where the error knows it. */
  target: z.string().optional(),
})
export type ModuleError = Readonly<z.infer<typeof moduleError>>

export const moduleOutput = z.strictObject({
  port: z.string(),
  type: z.string(),
  byteCount: z.int().min(0),
  /** Of tables. */
  rowCount: z.int().min(0).optional(),
  columnCount: z.int().min(0).optional(),
})
export type ModuleOutput = Readonly<z.infer<typeof moduleOutput>>

/** One module in a run. */
export const moduleRun = z.strictObject({
  node: z.string(),
  module: z.string(),
  title: z.string(),
  state: z.enum(moduleStates),
  /** Why it runs again, or why it does not, in words. */
  why: z.string(),
  /** How often it was begun; more than once when its process was lost. */
  attempts: z.int().min(0),
  /** From 0 to 1. */
  progress: z.number().min(0).max(1).optional(),
  progressText: z.string().optional(),
  /** The training curve of a learner up to now: step from 1, and the loss that it reached; some steps of many. */
  losses: z.array(z.tuple([z.int(), z.number()])).optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  /** Time that the module itself took, also when that was in an earlier run. */
  elapsedMs: z.number().min(0).optional(),
  outputs: z.array(moduleOutput).optional(),
  recipe: moduleRecipe.optional(),
  /** Whether the seed made a difference to its result. */
  usedSeed: z.boolean().optional(),
  /** Key of the folder with its outputs. */
  artifact: z.string().optional(),
  /** The last lines of its log. */
  logTail: z.array(z.string()),
  logLineCount: z.int().min(0),
  /** Key of the folder with the whole log of a module that failed. */
  logArtifact: z.string().optional(),
  error: moduleError.optional(),
})
export type ModuleRun = Readonly<z.infer<typeof moduleRun>>

/** Document `/workspaces/{workspace}/experiments/{experiment}/runs/{id}`. */
export const runDocument = z.strictObject({
  id: machineLearningId,
  workspaceId: machineLearningId,
  experimentId: machineLearningId,
  experimentName: z.string(),
  /** Of the experiment, whose graph was run. */
  version: z.int().min(0),
  author: z.string(),
  createdAt: z.string(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  state: z.enum(runStates),
  seed: z.int(),
  /** Only these modules and what they need; absent: all. */
  selected: z.array(z.string()).optional(),
  /** Web-service parameters that were set for this run. */
  parameters: z.record(z.string(), z.json()),
  counts: z.strictObject({
    total: z.int().min(0),
    done: z.int().min(0),
    cached: z.int().min(0),
    failed: z.int().min(0),
    skipped: z.int().min(0),
  }),
  isCancelRequested: z.boolean(),
  /** Who works on it, and until when nobody else may; absent: nobody yet, or nobody any more. */
  lease: z.strictObject({ owner: z.string(), until: z.string() }).optional(),
  /** How often it was taken over from a process that was lost, since a module last ended. */
  takeovers: z.int().min(0),
  /** Of the first module that failed, or of the run itself. */
  error: moduleError.extend({ node: z.string().optional(), title: z.string().optional() }).optional(),
})
export type RunDocument = Readonly<z.infer<typeof runDocument>>

/** Document `…/runs/{id}/modules`: apart from the run, which is read far more often. */
export const runModulesDocument = z.strictObject({ modules: z.array(moduleRun) })

/** Document `…/runs/{id}/graph`: what was run, never changed. */
export const runGraphDocument = z.strictObject({ graph: experimentGraph })

export const runRequest = z.strictObject({
  selected: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Ids of modules; only these are run, and what they need. Default: all'),
  seed: z.int().min(0).max(4_294_967_295).optional().describe('For modules that draw random numbers. Default: 1'),
  parameters: z
    .record(z.string(), z.json())
    .optional()
    .describe('Web-service parameters by name; without a value here a module keeps what was set on it'),
})
export type RunRequest = Readonly<z.infer<typeof runRequest>>
