import { ErrorCircleRegular } from '@fluentui/react-icons'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { roundMs, type StepGroup, summaryOf, type TraceStep } from './trace-steps.ts'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

/** All steps by section, each with its time as a bar. Arrow keys, Home and End walk; what is walked to is open. */
export function StepList({
  groups,
  selected,
  onSelect,
}: {
  readonly groups: readonly StepGroup[]
  readonly selected: number
  readonly onSelect: (index: number) => void
}) {
  const words = useWords(tracesWords)
  const list = useRef<HTMLDivElement>(null)
  const isWalking = useRef(false)
  const count = groups.reduce((sum, { steps }) => sum + steps.length, 0)
  useEffect(() => {
    const option = list.current?.querySelector<HTMLElement>(`[data-step="${selected}"]`)
    option?.scrollIntoView({ block: 'nearest' })
    if (isWalking.current) option?.focus()
    isWalking.current = false
  }, [selected])
  const walk = (event: KeyboardEvent) => {
    const next = {
      ArrowDown: Math.min(count - 1, selected + 1),
      ArrowUp: Math.max(0, selected - 1),
      Home: 0,
      End: count - 1,
    }[event.key]
    if (next === undefined) return
    event.preventDefault()
    isWalking.current = true
    onSelect(next)
  }
  return (
    <div className={styles.listPart}>
      <div ref={list} role="listbox" aria-label={words('steps')} className={styles.list} tabIndex={-1} onKeyDown={walk}>
        {groups.map(({ section, steps }) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options of a list box, which no element is
          <div key={section} role="group" aria-label={section} className={styles.group}>
            <div className={styles.sectionName} translate="no" aria-hidden>
              {section}
            </div>
            {steps.map((step) => (
              <StepOption
                key={step.index}
                step={step}
                isSelected={step.index === selected}
                onSelect={() => onSelect(step.index)}
              />
            ))}
          </div>
        ))}
      </div>
      <p className={styles.hint}>
        {words('stepsCount', { count })} · {words('keysHint')}
      </p>
    </div>
  )
}

function StepOption({
  step,
  isSelected,
  onSelect,
}: {
  readonly step: TraceStep
  readonly isSelected: boolean
  readonly onSelect: () => void
}) {
  const words = useWords(tracesWords)
  const formats = useFormats()
  const { entry, durationMs, startMs, offset, share, depth, hasFailed } = step
  const { scope, source, id, tool } = entry
  const milliseconds = formats.number(roundMs(durationMs ?? startMs))
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list box hears the keys
    <div
      role="option"
      aria-selected={isSelected}
      tabIndex={isSelected ? 0 : -1}
      data-step={step.index}
      data-scope={scope}
      className={styles.option}
      onClick={onSelect}
    >
      {/* The bars below one another stay those of one time. */}
      <span className={styles.optionName} style={{ paddingInlineStart: `${Math.min(depth, 6) * 16}px` }}>
        {hasFailed && <ErrorCircleRegular aria-hidden className={styles.failed} />}
        <code translate="no">{source}</code>
        {id !== undefined && (
          <span className={styles.quiet} translate="no">
            {id}
          </span>
        )}
        {tool !== undefined && (
          <span className={styles.scope} translate="no">
            {tool.name}
          </span>
        )}
        {scope !== undefined && <span className={styles.scope}>{words(`scope-${scope}`)}</span>}
      </span>
      <span className={styles.optionTime}>
        {durationMs === undefined
          ? `+${words('milliseconds', { milliseconds })}`
          : words('milliseconds', { milliseconds })}
      </span>
      <span className={styles.optionSummary} style={{ paddingInlineStart: `${Math.min(depth, 6) * 16}px` }}>
        <Summary step={step} />
      </span>
      <span className={styles.bar} aria-hidden>
        <span style={{ insetInlineStart: `${offset * 100}%`, width: `max(2px, ${share * 100}%)` }} />
      </span>
    </div>
  )
}

/** What the step did, in a few words. */
function Summary({ step: { entry, hasFailed } }: { readonly step: TraceStep }) {
  const words = useWords(tracesWords)
  const { headers, variables, hasUrl, hasStatus, hasBody } = summaryOf(entry.data)
  const parts = [
    hasFailed && words('summaryError'),
    hasUrl && words('summaryUrl'),
    hasStatus && words('summaryStatus'),
    headers > 0 && words('summaryHeaders', { count: headers }),
    variables > 0 && words('summaryVariables', { count: variables }),
    hasBody && words('summaryBody'),
  ].filter((part) => part !== false)
  if (parts.length > 0) return parts.join(' · ')
  if (entry.data.request !== undefined) return words('request')
  if (entry.data.response !== undefined) return words('response')
  return entry.data.configuration === undefined ? null : words('configuration')
}
