import type { ChartPen } from './usage-charts.ts'

/** How a figure stands to that of the period before, in whole percent: `12 % more than in the period before`. */
export function changeText(
  now: number,
  before: number,
  { words, formats }: Pick<ChartPen, 'words' | 'formats'>,
): string {
  if (before === 0) return words(now === 0 ? 'same' : 'none')
  const percent = Math.round((now / before - 1) * 100)
  if (percent === 0) return words('same')
  return words(percent > 0 ? 'more' : 'less', { percent: formats.number(Math.abs(percent)) })
}
