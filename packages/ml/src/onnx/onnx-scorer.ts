import { AppError } from '@sluice/contracts'
import { type Column, createColumnBuilder, type Table } from '@sluice/dataflow'
import type { ForeignScorer } from '../learning/learner.ts'
import type { Model } from '../modules/port-values.ts'
import { bindInputs, feedRows } from './model-inputs.ts'
import { readScore, scoreColumnsOf } from './model-outputs.ts'
import type { ModelInput, ModelOutput } from './model-signature.ts'
import { loadOnnxRuntime, type OnnxSession, openOnnxSession } from './onnx-runtime.ts'

/** What is kept of an imported model. */
export type OnnxState = {
  /** The file. */
  readonly model: Uint8Array
  readonly inputs: readonly ModelInput[]
  readonly outputs: readonly ModelOutput[]
  readonly featureColumns: readonly string[]
  /** In the order of the probabilities; empty: by number. */
  readonly classes: readonly string[]
}

/**
 * Scores imported models. Each row goes through the model by itself: with many at once, sums may come out otherwise in
 * the last places, and a row must get the same score from every service.
 * @param folder of the add-on
 */
export function createOnnxScorer(folder: string): ForeignScorer {
  // Several scorers of one model share what was opened; it goes with the model.
  const sessions = new WeakMap<Uint8Array, Promise<OnnxSession>>()
  const sessionOf = (model: Uint8Array): Promise<OnnxSession> => {
    const known = sessions.get(model)
    if (known !== undefined) return known
    const opened = openOnnxSession(loadOnnxRuntime(folder), model)
    sessions.set(model, opened)
    // Not remembered where it failed: the add-on may come later.
    opened.catch(() => sessions.delete(model))
    return opened
  }
  return {
    task: 'foreign',
    compile(model, dataset) {
      const { model: file, inputs, outputs, featureColumns, classes } = stateOf(model)
      const runtime = loadOnnxRuntime(folder)
      const bound = bindInputs(inputs, dataset, featureColumns)
      const columns = scoreColumnsOf(outputs, classes)
      return {
        schema: columns.map(({ schema }) => schema),
        async score(table: Table): Promise<readonly Column[]> {
          const session = await sessionOf(file)
          const feed = feedRows(runtime, bound, table)
          const builders = columns.map(({ schema }) => createColumnBuilder(schema, table.rowCount))
          for (let row = 0; row < table.rowCount; row += 1) {
            const feeds = feed(row)
            const scores = feeds && (await runRow(session, feeds))
            for (const [place, { output, place: at }] of columns.entries()) {
              const tensor = scores?.[output]
              builders[place]?.append(tensor === undefined ? null : readScore(tensor, at))
            }
          }
          return builders.map((builder) => builder.finish())
        },
      }
    },
  }
}

async function runRow(session: OnnxSession, feeds: Parameters<OnnxSession['run']>[0]) {
  try {
    return await session.run(feeds)
  } catch (cause) {
    throw new AppError('LibraryException', { details: (cause as Error).message }, { cause })
  }
}

function stateOf({ shape, state }: Model): OnnxState {
  if (state === undefined) throw new AppError('ModelNotTrained', { model: shape.learner })
  return state as OnnxState
}
