import type { ExperimentAnswer, PublicationDocument } from '@sluice/contracts'
import { useWords } from '../../shared/languages/words.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { experimentPath } from '../api/experiment-place.ts'
import { useModuleCatalogue } from '../api/module-catalogue.ts'
import { useStudio } from '../api/studio-api.ts'
import { faultPlace } from './fault-place.ts'
import styles from './publish.module.css'
import { publishWords } from './publish-words.ts'

/** Why a publication failed, with the modules and parameters that are at fault. */
export function PublicationFaults({
  name,
  experimentId,
  error,
}: Pick<PublicationDocument, 'name' | 'experimentId' | 'error'>) {
  const words = useWords(publishWords)
  const { data: experiment } = useStudio<ExperimentAnswer>(experimentPath(experimentId))
  const modules = useModuleCatalogue()
  if (error === undefined) return null
  return (
    <div role="alert">
      <Notice intent="error" title={words('failed', { name })}>
        <p>{error.message}</p>
        {error.details.length > 0 && (
          <ul className={styles.list} aria-label={words('faults')}>
            {error.details.map(({ target, message }) => {
              const { kind, module, parameter } = faultPlace(target, experiment?.graph, modules)
              return (
                <li key={`${target} ${message}`}>
                  <strong translate={kind === 'module' ? 'no' : undefined}>
                    {kind === 'module' ? [module, parameter].filter(Boolean).join(' · ') : words(kind)}
                  </strong>
                  {': '}
                  {message}
                </li>
              )
            })}
          </ul>
        )}
      </Notice>
    </div>
  )
}
