import type { ExperimentGraph } from '@sluice/contracts'
import { isApiError, isConflictOfVersions, noAnswer } from '../../../shared/api-client/api-error.ts'

export type SaveState =
  | { readonly kind: 'saved' | 'waiting' | 'saving' | 'conflict' }
  /** It is tried again by itself where the server could not be reached. */
  | { readonly kind: 'failed'; readonly error: unknown; readonly isTriedAgain: boolean }

export interface AutosaveOptions {
  /** Of the state that the edits begin at. */
  readonly entityTag: string
  /** @returns the entity tag of what was saved */
  save(graph: ExperimentGraph, entityTag: string): Promise<string>
  /** Keeps what is not saved yet where a crash does not reach it; undefined = nothing any more. */
  keepDraft(graph: ExperimentGraph | undefined, entityTag: string): void
  onState(state: SaveState): void
  /** Edits go on for so long before they are saved. */
  readonly delayMs?: number
}

export interface Autosave {
  readonly entityTag: () => string
  /** Every tag that this page has seen: an answer with one of them is no news. */
  isKnown(entityTag: string): boolean
  edited(graph: ExperimentGraph): void
  /** Saves now. @throws when it could not be saved */
  flush(): Promise<void>
  /** Another change of the same thing, between two savings. @param change gives the new entity tag */
  between(change: () => Promise<string>): Promise<void>
  /** Saves over what others have saved. */
  overwrite(entityTag: string): Promise<void>
  /** The graph is what the server has with this tag; nothing is left to be saved. */
  adopt(entityTag: string): void
  close(): void
}

const firstRetryMs = 2_000
const longestRetryMs = 30_000

/** Saves a graph as it is edited, one saving at a time, each on the state that the one before has left. */
export function createAutosave(options: AutosaveOptions): Autosave {
  const { save, keepDraft, onState, delayMs = 500 } = options
  let tag = options.entityTag
  const known = new Set([tag])
  let unsaved: ExperimentGraph | undefined
  let state: SaveState = { kind: 'saved' }
  let timer: ReturnType<typeof setTimeout> | undefined
  let retryMs = firstRetryMs
  /** The last of what is done one after the other. */
  let queue: Promise<unknown> = Promise.resolve()
  const show = (next: SaveState) => {
    state = next
    onState(next)
  }
  const inTurn = <Result>(task: () => Promise<Result>): Promise<Result> => {
    const result = queue.then(task)
    queue = result.catch(ignore)
    return result
  }
  const schedule = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush().catch(ignore), ms)
  }
  const setTag = (next: string) => {
    tag = next
    known.add(next)
  }

  async function saveOnce(): Promise<void> {
    const graph = unsaved
    if (graph === undefined) return
    show({ kind: 'saving' })
    try {
      setTag(await save(graph, tag))
    } catch (error) {
      fail(error)
      throw error
    }
    retryMs = firstRetryMs
    // While it was on its way, somebody may have gone on.
    if (unsaved === graph) {
      unsaved = undefined
      keepDraft(undefined, tag)
      show({ kind: 'saved' })
    } else {
      if (unsaved !== undefined) keepDraft(unsaved, tag)
      await saveOnce()
    }
  }

  function fail(error: unknown): void {
    if (isConflictOfVersions(error)) {
      show({ kind: 'conflict' })
      return
    }
    const isTriedAgain = isApiError(error) && (error.status === noAnswer || error.status >= 500)
    show({ kind: 'failed', error, isTriedAgain })
    if (!isTriedAgain) return
    schedule(retryMs)
    retryMs = Math.min(longestRetryMs, retryMs * 2)
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    if (state.kind === 'conflict') return Promise.reject(new Error('Somebody else has saved, too.'))
    return inTurn(saveOnce)
  }

  return {
    entityTag: () => tag,
    isKnown: (one) => known.has(one),
    edited(graph) {
      unsaved = graph
      keepDraft(graph, tag)
      if (state.kind === 'conflict') return
      if (state.kind !== 'saving') show({ kind: 'waiting' })
      schedule(delayMs)
    },
    flush,
    between: (change) =>
      inTurn(async () => {
        setTag(await change())
        if (unsaved !== undefined) keepDraft(unsaved, tag)
      }),
    overwrite(entityTag) {
      setTag(entityTag)
      show({ kind: 'waiting' })
      return flush()
    },
    adopt(entityTag) {
      clearTimeout(timer)
      setTag(entityTag)
      unsaved = undefined
      keepDraft(undefined, tag)
      show({ kind: 'saved' })
    },
    close() {
      clearTimeout(timer)
      if (unsaved !== undefined && state.kind !== 'conflict') void inTurn(saveOnce).catch(ignore)
    },
  }
}

/** The state has told of it. */
function ignore(): void {}
