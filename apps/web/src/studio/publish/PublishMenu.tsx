import { Button, Tooltip } from '@fluentui/react-components'
import { CloudArrowUpRegular } from '@fluentui/react-icons'
import type { ConversionKind, PublicationDocument } from '@sluice/contracts'
import { useEffect, useState } from 'react'
import { useWords } from '../../shared/languages/words.ts'
import { useStudio } from '../api/studio-api.ts'
import { useWorkspace } from '../api/workspace.ts'
import { ConversionDialog } from './ConversionDialog.tsx'
import { followPublication } from './follow-publication.ts'
import { PublishDialog } from './PublishDialog.tsx'
import styles from './publish.module.css'
import { publishWords } from './publish-words.ts'
import { SetupMenu } from './SetupMenu.tsx'

export interface PublishMenuProps {
  readonly experimentId: string
  readonly experimentName: string
  /** Why it cannot be done now, in words; undefined where it can. */
  readonly disabledReason: string | undefined
  /** Puts what was edited onto the server first. */
  readonly save: () => Promise<void>
}

/** "Publish web service", and "Set up web service" for training experiments. */
export function PublishMenu({ experimentId, experimentName, disabledReason, save }: PublishMenuProps) {
  const words = useWords(publishWords)
  const { id: workspaceId } = useWorkspace()
  const [isPublishing, setPublishing] = useState(false)
  const [conversion, setConversion] = useState<ConversionKind>()
  const { data } = useStudio<{ value: readonly PublicationDocument[] }>('/publications', { experimentId })
  useEffect(() => {
    // Begun before the page was loaded anew.
    for (const publication of data?.value ?? []) followPublication(workspaceId, publication)
  }, [data, workspaceId])
  const isDisabled = disabledReason !== undefined
  const publish = (
    <Button
      icon={<CloudArrowUpRegular />}
      disabledFocusable={isDisabled}
      onClick={() => isDisabled || setPublishing(true)}
    >
      {words('publish')}
    </Button>
  )
  return (
    <span className={styles.menu}>
      <SetupMenu experimentId={experimentId} isDisabled={isDisabled} onConvert={setConversion} />
      {isDisabled ? (
        <Tooltip content={disabledReason} relationship="description">
          {publish}
        </Tooltip>
      ) : (
        publish
      )}
      {isPublishing && (
        <PublishDialog
          experimentId={experimentId}
          experimentName={experimentName}
          save={save}
          onClose={() => setPublishing(false)}
        />
      )}
      {conversion !== undefined && (
        <ConversionDialog
          experimentId={experimentId}
          kind={conversion}
          save={save}
          onClose={() => setConversion(undefined)}
        />
      )}
    </span>
  )
}
