import { ProgressBar } from '@fluentui/react-components'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { send } from '../../shared/api-client/send.ts'
import { useWords } from '../../shared/languages/words.ts'
import { reportJob } from '../../shared/ui/feedback/jobs.ts'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { LinkButton } from '../../shared/ui/navigation/LinkButton.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { homeWords } from '../home-words.ts'
import styles from './NewInstancePage.module.css'

interface OperationStatus {
  readonly status: 'InProgress' | 'Succeeded' | 'Failed'
  readonly percentComplete: number
  readonly properties: {
    readonly steps: readonly { readonly name: string; readonly state: 'Pending' | 'Succeeded' | 'Failed' }[]
  }
  readonly error?: { readonly code: string; readonly message: string }
}

const pollMs = 300

/** The named steps of making an instance, and what to do when they are done. */
export function CreationProgress({ name, statusUrl }: { readonly name: string; readonly statusUrl: string | null }) {
  const words = useWords(homeWords)
  const client = useQueryClient()
  const [startedAt] = useState(Date.now)
  const { data } = useQuery({
    queryKey: ['operation', statusUrl],
    enabled: statusUrl !== null,
    queryFn: async () => {
      const { pathname, search } = new URL(statusUrl ?? '', location.origin)
      return (await send<OperationStatus>(pathname + search)).body
    },
    refetchInterval: ({ state }) => (state.data === undefined || state.data.status === 'InProgress' ? pollMs : false),
  })
  const status = statusUrl === null ? 'Succeeded' : (data?.status ?? 'InProgress')
  const steps = data?.properties.steps ?? []
  const current = steps.find(({ state }) => state === 'Pending')?.name ?? ''
  const share = (data?.percentComplete ?? 0) / 100
  useEffect(() => {
    reportJob({
      id: `create-${name}`,
      title: words('creating', { name }),
      step:
        status === 'Succeeded'
          ? words('done')
          : status === 'Failed'
            ? words('failed')
            : current || words('stepAccepted'),
      state: status === 'Succeeded' ? 'done' : status === 'Failed' ? 'failed' : 'running',
      share,
      href: `/instances/${name}`,
      startedAt,
    })
    if (status !== 'InProgress') void client.invalidateQueries({ queryKey: ['services'] })
  }, [client, current, name, share, startedAt, status, words])
  return (
    <Page
      title={name}
      isTitleTranslated={false}
      area="Sluice"
      breadcrumbs={[{ label: words('home'), href: '/' }]}
      width="text"
      description={status === 'InProgress' ? words('creating', { name }) : undefined}
      badge={
        <StateLabel kind={status === 'Succeeded' ? 'done' : status === 'Failed' ? 'failed' : 'running'}>
          {words(status === 'Succeeded' ? 'done' : status === 'Failed' ? 'failed' : 'creatingStep')}
        </StateLabel>
      }
    >
      <div className={styles.progress}>
        <ProgressBar value={status === 'Succeeded' ? 1 : share} aria-label={words('creating', { name })} />
        <ol className={styles.steps}>
          {steps.map(({ name: step, state }) => (
            <li key={step}>
              <StateLabel kind={state === 'Succeeded' ? 'done' : state === 'Failed' ? 'failed' : 'waiting'}>
                {step}
              </StateLabel>
            </li>
          ))}
        </ol>
        {data?.error !== undefined && <Notice intent="error">{data.error.message}</Notice>}
        {status === 'Succeeded' && (
          <div className={styles.buttons}>
            <LinkButton to="/publisher/$service" params={{ service: name }} appearance="primary">
              {words('manage')}
            </LinkButton>
            <LinkButton to="/">{words('home')}</LinkButton>
          </div>
        )}
      </div>
    </Page>
  )
}
