import type { ClassicImportAnswer, ExperimentAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { useMay } from '../../../shared/auth/use-may.ts'
import { FileDrop } from '../../../shared/forms/FileDrop.tsx'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { LinkButton } from '../../../shared/ui/navigation/LinkButton.tsx'
import { NotAllowedPage } from '../../../shared/ui/page/NotAllowedPage.tsx'
import { Page } from '../../../shared/ui/page/Page.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { useStudioPlace } from '../../api/use-studio-place.ts'
import { experimentWords } from '../experiment-words.ts'
import styles from './new.module.css'

/** Makes an experiment of a file that the old studio, or this one, exported. */
export function ImportExperimentPage() {
  const words = useWords(experimentWords)
  const { base, area } = useStudioPlace()
  const mayChange = useMay('publisher')
  const change = useStudioChange<ClassicImportAnswer | ExperimentAnswer>()
  const [imported, setImported] = useState<ClassicImportAnswer>()
  const [fileName, setFileName] = useState<string>()
  const [failure, setFailure] = useState<unknown>()
  if (!mayChange) return <NotAllowedPage needed="publisher" />
  const take = async ([file]: readonly File[]) => {
    if (file === undefined) return
    setFailure(undefined)
    setImported(undefined)
    setFileName(file.name)
    let content: unknown
    try {
      content = JSON.parse(await file.text())
    } catch {
      setFailure(new Error(words('notJson')))
      return
    }
    const isOwn = typeof content === 'object' && content !== null && 'graph' in content
    try {
      const { body } = await change.mutateAsync({
        path: isOwn ? '/experiments' : '/classic-experiments',
        method: 'POST',
        body: content,
        touches: ['/experiments'],
      })
      setImported('missing' in body ? body : { experimentId: body.id, missing: [] })
    } catch (reason) {
      setFailure(reason)
    }
  }
  const missing = imported?.missing ?? []
  return (
    <Page
      title={words('importTitle')}
      description={words('importDescription')}
      area={area}
      breadcrumbs={[{ label: words('title'), href: base }]}
      width="text"
    >
      <div className={styles.narrow}>
        <FileDrop
          label={words('chooseFile')}
          chosen={fileName && <span translate="no">{fileName}</span>}
          accept={{ 'application/json': ['.json'] }}
          onFiles={(files) => void take(files)}
        />
        {failure !== undefined && <ErrorNotice title={words('importFailed')} error={failure} />}
        {imported !== undefined && (
          <div role="status" className={styles.narrow}>
            <Notice intent={missing.length === 0 ? 'success' : 'warning'} title={words('imported')}>
              {missing.length === 0 ? words('importedWhole') : words('importedPartly', { count: missing.length })}
            </Notice>
            {missing.length > 0 && (
              <table className={styles.missing}>
                <thead>
                  <tr>
                    <th scope="col">{words('missingKind')}</th>
                    <th scope="col">{words('missingTitle')}</th>
                    <th scope="col">{words('missingReason')}</th>
                  </tr>
                </thead>
                <tbody>
                  {missing.map(({ kind, node, id, title, reason }) => (
                    <tr key={`${kind} ${node} ${id} ${reason}`}>
                      <td>{kind}</td>
                      <td translate="no">{title}</td>
                      <td>{reason}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <div>
              <LinkButton to={`${base}/experiments/${imported.experimentId}` as string} appearance="primary">
                {words('openImported')}
              </LinkButton>
            </div>
          </div>
        )}
      </div>
    </Page>
  )
}
