/** The process that worked on a job has ended for a reason that is not known to be the job's fault. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost'
}
