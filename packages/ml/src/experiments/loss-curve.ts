/** Step of a training, from 1, and the loss that it reached. */
export type LossPoint = [step: number, loss: number]

const mostPoints = 200

/** A training curve that stays short however long the training goes on. */
export function createLossCurve(): { add(losses: readonly number[]): LossPoint[] } {
  let points: LossPoint[] = []
  let every = 1
  let step = 0
  return {
    add(losses) {
      for (const loss of losses) {
        step += 1
        // JSON has no other numbers.
        if ((step - 1) % every !== 0 || !Number.isFinite(loss)) continue
        points = [...points, [step, loss]]
        if (points.length < mostPoints) continue
        every *= 2
        points = points.filter(([at]) => (at - 1) % every === 0)
      }
      return points
    },
  }
}
