/**
 * Tasks that any process of a kind may take, kept on disk. First in, first out within a group, fair between groups: the
 * next task is of the group whose turn was longest ago. Whoever takes a task holds a lease; when its process dies, the
 * task goes to another one.
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
  /** How many wait and run, of one group or of all. */
  count(group?: string): Promise<{ readonly waiting: number; readonly running: number }>
  /** Called when there may be something to take, by whatever process it was added; returns the way to stop. */
  onAdded(listener: () => void): () => void
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
  /** The work is done, or has failed for good. */
  finish(): Promise<void>
  /** Another one may take it at once: this process ends. */
  giveBack(): Promise<void>
}
