import type { EffectiveSection } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import styles from './policies.module.css'
import { policiesWords } from './policies-words.ts'

/** The statements of one section in the order they run. */
export function EffectiveStatements({ section: { statements, cutOff } }: { readonly section: EffectiveSection }) {
  const words = useWords(policiesWords)
  return (
    <>
      {cutOff !== null && (
        <Notice intent="warning">
          {words('cutOff', {
            by: words(`scope-${cutOff.by}`),
            line: cutOff.line,
            scopes: cutOff.scopes.map((scope) => words(`scope-${scope}`)).join(', '),
          })}
        </Notice>
      )}
      {statements.length === 0 ? (
        <p className={styles.nothing}>{words('nothingRuns')}</p>
      ) : (
        <ol className={styles.runs}>
          {statements.map(({ xml, path, origin, fragments }) => (
            <li key={`${origin.scope} ${path} ${origin.line}`} className={styles.run} data-scope={origin.scope}>
              <div className={styles.from}>
                <strong>{words(`scope-${origin.scope}`)}</strong>
                {origin.isBuiltIn && ` · ${words('builtIn')}`}
                {origin.line !== null && ` · ${words('line', { line: origin.line })}`}
                {fragments.length > 0 && (
                  <>
                    {` · ${words('ofFragment')} `}
                    <span translate="no">{fragments.join(', ')}</span>
                  </>
                )}
              </div>
              <pre translate="no">
                <code>{xml}</code>
              </pre>
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
