import { Button } from '@fluentui/react-components'
import type { TestCallAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { useFormats } from '../../../shared/languages/formats.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { CodeBlock } from '../../../shared/ui/code/CodeBlock.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import styles from './test.module.css'
import { testWords } from './test-words.ts'

/** What came back: a table for each output, the answer itself on demand. */
export function TestResult({ answer }: { readonly answer: TestCallAnswer }) {
  const words = useWords(testWords)
  const { number } = useFormats()
  const [isJsonShown, setJsonShown] = useState(false)
  const { durationMs, Results } = answer
  const time = `${number(Math.round(durationMs * 10) / 10)} ms`
  return (
    <section className={styles.result} aria-label={words('answer')}>
      <div className={styles.resultHead}>
        <h3>{words('answer')}</h3>
        <span role="status">
          <StateLabel kind="done">{words('answerStatus', { time })}</StateLabel>
        </span>
        <Button size="small" aria-expanded={isJsonShown} onClick={() => setJsonShown(!isJsonShown)}>
          {words(isJsonShown ? 'hideJson' : 'showJson')}
        </Button>
      </div>
      {Object.entries(Results).map(([output, { value }]) => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section key={output} className={styles.scroll} tabIndex={0} aria-label={output} translate="no">
          <table className={styles.table}>
            <caption>
              <code>{output}</code>
            </caption>
            <thead>
              <tr>
                {value.ColumnNames.map((name, index) => (
                  <th key={name} scope="col">
                    {name}
                    <span className={styles.type}>{value.ColumnTypes[index]}</span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {value.Values.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: rows of a table have nothing else to tell them apart
                <tr key={index}>
                  {row.map((cell, at) => (
                    <td key={value.ColumnNames[at]}>{cell ?? <em translate="yes">{words('missing')}</em>}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {isJsonShown && <CodeBlock label={words('answerJson')} text={JSON.stringify({ Results }, null, 2)} />}
    </section>
  )
}
