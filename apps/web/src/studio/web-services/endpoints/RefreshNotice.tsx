import { Button, Checkbox } from '@fluentui/react-components'
import type { EndpointAnswer } from '@sluice/contracts'
import { useState } from 'react'
import { allows, useSession } from '../../../shared/auth/session.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorDetail } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Notice } from '../../../shared/ui/feedback/Notice.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { useStudioChange } from '../../api/studio-api.ts'
import { endpointPath, webServicePath } from '../web-service-paths.ts'
import { endpointWords } from './endpoint-words.ts'

/** Says that the web service was published since, and lets the endpoint take it over. */
export function RefreshNotice({
  webServiceId,
  endpoint: { name, resources },
}: {
  readonly webServiceId: string
  readonly endpoint: Pick<EndpointAnswer, 'name' | 'resources'>
}) {
  const words = useWords(endpointWords)
  const messages = useMessages()
  const [keepsModels, setKeepsModels] = useState(false)
  const { mutate, isPending, error } = useStudioChange()
  const refresh = () =>
    mutate(
      {
        method: 'POST',
        path: `${endpointPath(webServiceId, name)}/refresh`,
        body: { overwritesResources: !keepsModels },
        touches: [webServicePath(webServiceId)],
      },
      { onSuccess: () => messages.done(words('refreshed', { name })) },
    )
  return (
    <Notice
      intent="warning"
      title={words('newerTitle')}
      actions={
        allows(useSession(), 'publisher') && (
          <Button disabledFocusable={isPending} onClick={() => isPending || refresh()}>
            {words('refresh')}
          </Button>
        )
      }
    >
      {words('newer')}
      {resources.some(({ kind }) => kind !== 'Dataset') && (
        <Checkbox
          label={words('keepModels')}
          checked={keepsModels}
          onChange={(_, { checked }) => setKeepsModels(checked === true)}
        />
      )}
      {error !== null && <ErrorDetail error={error} />}
    </Notice>
  )
}
