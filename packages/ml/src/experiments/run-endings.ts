/** Somebody asked for the end of a run. */
export class RunCancelled extends Error {
  override readonly name = 'RunCancelled'
  constructor() {
    super('The run was cancelled.')
  }
}

/** This process stops its work on a run, which goes on elsewhere or later. */
export class RunReleased extends Error {
  override readonly name = 'RunReleased'
  constructor() {
    super('The run is left to another process.')
  }
}
