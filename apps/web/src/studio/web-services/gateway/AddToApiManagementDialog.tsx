import type { EndpointAnswer, WebServiceDetailsAnswer } from '@sluice/contracts'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { servicesQuery } from '../../../shared/api-client/services-query.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { FormDialog } from '../../../shared/ui/dialogs/FormDialog.tsx'
import { ErrorNotice } from '../../../shared/ui/feedback/ErrorNotice.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { AddedApi, type AddedApiProps } from './AddedApi.tsx'
import { gatewayWords } from './gateway-words.ts'
import { ScoringApiForm } from './ScoringApiForm.tsx'

/** Makes an API with five operations of a web service: what the tutorial does by hand. */
export function AddToApiManagementDialog({
  webService,
  endpoint,
  onClose,
}: {
  readonly webService: WebServiceDetailsAnswer
  readonly endpoint: Pick<EndpointAnswer, 'id'>
  readonly onClose: () => void
}) {
  const words = useWords(gatewayWords)
  const { data: services, error } = useQuery(servicesQuery)
  const [added, setAdded] = useState<AddedApiProps['added']>()
  const ready = services?.filter(({ properties }) => properties.provisioningState === 'Succeeded')
  return (
    <FormDialog title={words('title', { name: webService.name })} onClose={onClose}>
      {error !== null && <ErrorNotice error={error} title={words('instancesFailed')} />}
      {error === null && ready === undefined && <Loading lines={3} />}
      {added !== undefined && <AddedApi added={added} onClose={onClose} />}
      {added === undefined && ready?.length === 0 && (
        <p>
          {words('noInstances')} <TextLink href="/new/api-management">{words('newInstance')}</TextLink>
        </p>
      )}
      {added === undefined && ready !== undefined && ready.length > 0 && (
        <ScoringApiForm webService={webService} endpointId={endpoint.id} services={ready} onAdded={setAdded} />
      )}
    </FormDialog>
  )
}
