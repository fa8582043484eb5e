/**
 * Tasks that any process of a kind may take, kept on disk. First in, first out within a group, fair between groups: the
 * next task is of the group whose turn was longest ago; a group that comes anew stands behind all others. Whoever takes a
 * task holds a lease; when its process dies, the task goes to another one and keeps its place.
 *
 * Every call may throw AppError `StoreUnavailable`.
 */
export interface WorkQueue {
  /** On disk when the promise resolves; a task with an id that is in the queue already stays as it is. */
  add(task: NewTask): Promise<void>
  /**
   * The next task whose group has fewer than `perGroup` running ones.
   * @returns undefined when there is none now
   */
  take(options: { readonly perGroup: number }): Promise<TakenTask | undefined>
  /** Takes a task out of the queue, running or not; its holder learns of it from `extend`. True when it was there. */
  remove(id: string): Promise<boolean>
  /** How many wait and run, of one group or of all. One whose holder was lost runs until another takes something. */
  count(group?: string): Promise<{ readonly waiting: number; readonly running: number }>
  /**
   * Called when there may be something to take, by whatever process it was added, finished, removed or given back; returns
   * the way to stop. Nobody tells of a lease that ran out: whoever waits looks from time to time.
   */
  onAdded(listener: () => void): () => void
  /** Waits for the calls under way and refuses later ones. What was taken stays held until its lease ends. */
  close(): Promise<void>
}

export interface NewTask {
  readonly id: string
  /** Such as an endpoint. */
  readonly group: string
}

export interface TakenTask extends NewTask {
  /** 1 at the first time; grows when a holder was lost. */
  readonly attempt: number
  /** Keeps the lease; false when the task is no longer this holder's, whose work must stop. */
  extend(): Promise<boolean>
  /** The work is done, or has failed for good. Does nothing when the task is no longer this holder's. */
  finish(): Promise<void>
  /** Another one may take it at once, in its place: this process ends. Does nothing when it is no longer this holder's. */
  giveBack(): Promise<void>
}
