import type { ValueViewAnswer } from '@sluice/contracts'
import { type ReactNode, useMemo } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { Chart } from '../../shared/ui/chart/Chart.tsx'
import type { ChartModel } from '../../shared/ui/chart/chart-model.ts'
import { Section } from '../../shared/ui/page/Section.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { LearnedView } from './LearnedView.tsx'
import styles from './VisualizeDialog.module.css'
import { useVisualizeWords } from './visualize-words.ts'

type Model = Extract<ValueViewAnswer, { kind: 'model' }>

/** Settings of a model, what it was trained on, and what it learned. */
export function ModelView({ model }: { readonly model: Model }) {
  const words = useVisualizeWords()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words('model')}>
      <Section title={model.title}>
        <Facts facts={useModelFacts(model)} />
      </Section>
      {model.isTrained && model.learned !== null && <LearnedView learned={model.learned} />}
      {model.isTrained && model.learned === null && <p className={styles.quiet}>{words('noView')}</p>}
      {(model.learned?.losses.length ?? 0) > 1 && <Curve losses={model.learned?.losses ?? []} />}
      <Section title={words('settings')}>
        {model.settings.length === 0 ? (
          <p className={styles.quiet}>{words('noSettings')}</p>
        ) : (
          <Facts facts={model.settings.map(({ title, value }) => [title, String(value)])} />
        )}
      </Section>
    </section>
  )
}

function useModelFacts(model: Model): readonly (readonly [string, ReactNode])[] {
  const words = useVisualizeWords()
  const { number, figure } = useFormats()
  const { task, isTrained, label, classes, featureColumnCount, training } = model
  const facts: (readonly [string, ReactNode])[] = [[words('task'), task]]
  if (!isTrained) return [...facts, [words('model'), words('untrained')]]
  const plain = (text: string) => <span translate="no">{text}</span>
  if (label !== null) facts.push([words('label'), plain(`${label.name} (${label.type})`)])
  const counts = training?.classCounts
  if (classes !== null) {
    const named = classes.map((name, index) => {
      const count = counts?.[index]
      return typeof count === 'number' ? `${name} (${number(count)})` : name
    })
    facts.push([words('classes'), plain(named.join(', '))])
  }
  facts.push([words('featureColumns'), number(featureColumnCount)])
  if (training !== null) {
    const dropped = training.droppedRowCount
    const rows = words('trainedRows', { count: training.rowCount })
    facts.push([
      words('trainedOn'),
      dropped === 0 ? rows : `${rows}, ${words('droppedRows', { count: number(dropped) })}`,
    ])
    for (const name of ['labelMean', 'labelDeviation'] as const) {
      const value = training[name]
      if (value !== null) facts.push([words(name), typeof value === 'number' ? figure(value) : value])
    }
  }
  return facts
}

function Curve({ losses }: { readonly losses: readonly (number | string)[] }) {
  const words = useVisualizeWords()
  const model = useMemo(
    (): ChartModel => ({
      kind: 'lines',
      title: words('curve'),
      x: { name: words('curveStep') },
      y: { name: words('curveLoss') },
      series: [
        {
          name: words('curveLoss'),
          points: losses.flatMap((loss, index) => (typeof loss === 'number' ? [[index + 1, loss] as const] : [])),
        },
      ],
    }),
    [losses, words],
  )
  return <Chart model={model} />
}
