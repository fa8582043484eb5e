import { ratio } from './two-class-metrics.ts'

/** Rows by class (row after row) and predicted class. */
export interface ConfusionMatrix {
  readonly classes: readonly string[]
  readonly counts: Float64Array
}

export function confusionMatrix(actual: readonly string[], predicted: readonly string[]): ConfusionMatrix {
  const classes = [...new Set([...actual, ...predicted])].sort(byValue)
  const places = new Map(classes.map((text, place) => [text, place]))
  const counts = new Float64Array(classes.length * classes.length)
  for (let row = 0; row < actual.length; row += 1) {
    const place =
      (places.get(actual[row] as string) as number) * classes.length + (places.get(predicted[row] as string) as number)
    counts[place] = (counts[place] as number) + 1
  }
  return { classes, counts }
}

/** Numbers by size, texts by their characters' codes. */
function byValue(left: string, right: string): number {
  const difference = Number(left) - Number(right)
  if (!Number.isNaN(difference) && difference !== 0) return difference
  return left < right ? -1 : 1
}

/** Averages over classes, by the names that the studio shows. */
export function multiclassMetrics({ classes, counts }: ConfusionMatrix): Readonly<Record<string, number>> {
  const width = classes.length
  const total = counts.reduce((sum, count) => sum + count, 0)
  let right = 0
  let [accuracies, precisions, recalls] = [0, 0, 0]
  for (let place = 0; place < width; place += 1) {
    let [actual, predicted] = [0, 0]
    for (let other = 0; other < width; other += 1) {
      actual += counts[place * width + other] as number
      predicted += counts[other * width + place] as number
    }
    const both = counts[place * width + place] as number
    right += both
    accuracies += (total - actual - predicted + 2 * both) / total
    precisions += ratio(both, predicted)
    recalls += ratio(both, actual)
  }
  return {
    'Overall accuracy': right / total,
    'Average accuracy': accuracies / width,
    'Micro-averaged precision': right / total,
    'Macro-averaged precision': precisions / width,
    'Micro-averaged recall': right / total,
    'Macro-averaged recall': recalls / width,
  }
}
