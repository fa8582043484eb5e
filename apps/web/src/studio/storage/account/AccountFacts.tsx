import type { StorageAccountAnswer } from '@sluice/contracts'
import { useQuery } from '@tanstack/react-query'
import { send } from '../../../shared/api-client/send.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { CodeText } from '../../../shared/ui/values/CodeText.tsx'
import { Facts } from '../../../shared/ui/values/Facts.tsx'
import { SecretField } from '../../../shared/ui/values/SecretField.tsx'
import { studioKey, studioUrl } from '../../api/studio-api.ts'
import { useWorkspace } from '../../api/workspace.ts'
import { storageWords } from '../storage-words.ts'

const path = '/storage/account'

/** What others need to open the storage; the key is fetched when it is asked for, and kept nowhere. */
export function AccountFacts() {
  const words = useWords(storageWords)
  const { id } = useWorkspace()
  const load = async () => (await send<StorageAccountAnswer>(studioUrl(id, path))).body
  const { data, error, refetch } = useQuery({
    queryKey: studioKey(id, path),
    async queryFn() {
      const { name, endpoint } = await load()
      return { name, endpoint }
    },
  })
  return (
    <Section title={words('account')} description={words('accountText')}>
      {data === undefined &&
        (error === null ? <Loading lines={3} /> : <ErrorState error={error} onRetry={() => void refetch()} />)}
      {data !== undefined && (
        <Facts
          facts={[
            [words('accountName'), <CodeText key="name" value={data.name} name={words('accountName')} />],
            [
              words('accountKey'),
              <SecretField key="key" name={words('accountKey')} load={async () => (await load()).key} />,
            ],
            ...(data.endpoint === null
              ? [[words('endpoint'), words('endpointNone')] as const]
              : ([
                  [
                    words('connectionString'),
                    <SecretField
                      key="connection"
                      name={words('connectionString')}
                      load={async () => (await load()).connectionString ?? ''}
                    />,
                  ],
                  [words('endpoint'), <CodeText key="endpoint" value={data.endpoint} name={words('endpoint')} />],
                ] as const)),
          ]}
        />
      )}
    </Section>
  )
}
