import type { CallExplanation } from '@sluice/contracts'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { type Formats, useFormats } from '../languages/formats.ts'
import { useWords } from '../languages/words.ts'
import { Notice } from '../ui/feedback/Notice.tsx'
import { TextLink } from '../ui/navigation/TextLink.tsx'
import { CodeText } from '../ui/values/CodeText.tsx'
import { Facts } from '../ui/values/Facts.tsx'
import { TimeAgo } from '../ui/values/TimeAgo.tsx'
import { explanationTexts } from './explanation-texts.ts'
import { explanationWords } from './explanation-words.ts'
import styles from './usage.module.css'

type Counter = NonNullable<CallExplanation['counter']>['then']

/** Which rule refused a call, where it is written, how its counter stood and stands, when it passes, what to change. */
export function ExplanationView({ explanation }: { readonly explanation: CallExplanation }) {
  const words = useWords(explanationWords)
  const formats = useFormats()
  const todoId = useId()
  const { requestId, status, rule, reason, title, text, where, counter, passesAt, whatToDo } = explanation
  const { i18n } = useTranslation()
  const texts = explanationTexts[i18n.language]
  const own = texts?.reasons[reason] ?? texts?.reasons[rule]
  const facts: (readonly [string, ReactNode])[] = [
    [
      words('rule'),
      <code key="rule" translate="no">
        {rule}
      </code>,
    ],
  ]
  if (where !== null) facts.push([words('document'), <Place key="where" where={where} />])
  if (counter !== null) {
    facts.push([words('counterThen'), toCounterText(counter.then, words, formats)])
    facts.push([
      words('counterNow'),
      counter.now === null ? words('notKnown') : toCounterText(counter.now, words, formats),
    ])
  }
  facts.push([
    words('passes'),
    passesAt === null ? (
      words('passesUnknown')
    ) : Date.parse(passesAt) <= Date.now() ? (
      words('passesNow')
    ) : (
      <TimeAgo key="passes" iso={passesAt} />
    ),
  ])
  facts.push([words('requestId'), <CodeText key="id" value={requestId} name={words('requestId')} />])
  return (
    <div className={styles.explanation}>
      <Notice intent={status >= 500 ? 'error' : 'warning'} title={own?.[0] ?? title}>
        {/* For what has no words of its own here, the server's are shown, which are English. */}
        {own === undefined ? <span lang="en">{text}</span> : own[1]}
      </Notice>
      <Facts facts={facts} />
      {whatToDo.length > 0 && (
        <>
          <p id={todoId} className={styles.todoTitle}>
            {words('todo')}
          </p>
          <ul className={styles.todo} aria-labelledby={todoId}>
            {whatToDo.map(({ code, text: english, href }) => {
              const step = texts?.advice[code]
              return (
                <li key={code} lang={step === undefined ? 'en' : undefined}>
                  {href === undefined ? (step ?? english) : <TextLink href={href}>{step ?? english}</TextLink>}
                </li>
              )
            })}
          </ul>
        </>
      )}
    </div>
  )
}

function Place({ where: { document, line, href } }: { readonly where: NonNullable<CallExplanation['where']> }) {
  const words = useWords(explanationWords)
  const name = document === '' ? words('instance') : document
  const label = line === null ? name : words('line', { document: name, line })
  return href === null ? (
    <span translate="no">{label}</span>
  ) : (
    <TextLink href={href} isName>
      {label}
    </TextLink>
  )
}

type Words = ReturnType<typeof useWords<'calls' | 'inPeriod' | 'inTotal' | 'kilobytes' | 'rows' | 'tokens'>>
const units = ['calls', 'kilobytes', 'rows', 'tokens'] as const

/** `60 of 60 calls in 1 min 0 s`. */
function toCounterText({ unit, used, limit, periodSeconds }: Counter, words: Words, formats: Formats): string {
  const known = units.find((one) => one === unit)
  const values = {
    used: formats.number(used),
    limit: formats.number(limit),
    unit: known === undefined ? unit : words(known),
  }
  return periodSeconds === undefined
    ? words('inTotal', values)
    : words('inPeriod', { ...values, period: formats.duration(periodSeconds * 1_000) })
}
