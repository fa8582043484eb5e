import { Button } from '@fluentui/react-components'
import { ArrowDownloadRegular } from '@fluentui/react-icons'
import type { CallTrace } from '@sluice/contracts'
import { getRouteApi } from '@tanstack/react-router'
import { useMemo } from 'react'
import { isNotFound } from '../../shared/api-client/api-error.ts'
import { useService } from '../../shared/api-client/service.ts'
import { useArm } from '../../shared/api-client/use-resource.ts'
import { allows, useSession } from '../../shared/auth/session.ts'
import { useFormats } from '../../shared/languages/formats.ts'
import { useWords } from '../../shared/languages/words.ts'
import { ErrorState } from '../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../shared/ui/feedback/Loading.tsx'
import { Notice } from '../../shared/ui/feedback/Notice.tsx'
import { NotAllowedPage } from '../../shared/ui/page/NotAllowedPage.tsx'
import { NotFoundPage } from '../../shared/ui/page/NotFoundPage.tsx'
import { Page } from '../../shared/ui/page/Page.tsx'
import { Facts } from '../../shared/ui/values/Facts.tsx'
import { StateLabel } from '../../shared/ui/values/StateLabel.tsx'
import { saveFile } from '../../shared/ui/values/save-file.ts'
import { Verb } from '../../shared/ui/values/Verb.tsx'
import { useSearchChange } from '../editing/use-search-change.ts'
import { publisherWords } from '../publisher-words.ts'
import { kindOfStatus } from './kind-of-status.ts'
import { MaskedText } from './MaskedText.tsx'
import { StepDetails } from './StepDetails.tsx'
import { StepList } from './StepList.tsx'
import { roundMs, toMs, toStepGroups } from './trace-steps.ts'
import styles from './traces.module.css'
import { tracesWords } from './traces-words.ts'

const route = getRouteApi('/publisher/$service/traces/$trace')

export function TracePage() {
  const canSee = allows(useSession(), 'publisher')
  return canSee ? <Trace /> : <NotAllowedPage needed="publisher" />
}

/** Replays one call step by step. */
function Trace() {
  const { trace: traceId } = route.useParams()
  const service = useService()
  const words = useWords(tracesWords)
  const area = useWords(publisherWords)
  const { data, error, refetch } = useArm<CallTrace>(`${service.id}/traces/${encodeURIComponent(traceId)}`)
  if (isNotFound(error)) return <NotFoundPage />
  const base = `/publisher/${service.name}/traces`
  return (
    <Page
      title={words('titleOne', { name: data === undefined ? traceId : nameOf(data) })}
      area={`${area('area')} · ${service.name}`}
      breadcrumbs={[{ label: words('title'), href: base }]}
      badge={data && <Verb verb={data.method} />}
      actions={
        data && (
          <Button
            icon={<ArrowDownloadRegular />}
            onClick={() => saveFile(`trace-${data.traceId}.json`, JSON.stringify(data, null, 2), 'application/json')}
          >
            {words('download')}
          </Button>
        )
      }
    >
      {data !== undefined ? (
        <Replay trace={data} />
      ) : error !== null ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading lines={12} />
      )}
    </Page>
  )
}

function Replay({ trace }: { readonly trace: CallTrace }) {
  const words = useWords(tracesWords)
  const formats = useFormats()
  const service = useService()
  const { step: open } = route.useSearch()
  const change = useSearchChange()
  const groups = useMemo(() => toStepGroups(trace), [trace])
  const steps = groups.flatMap((group) => group.steps)
  const selected =
    steps[
      open ??
        Math.max(
          0,
          steps.findIndex(({ hasFailed }) => hasFailed),
        )
    ] ?? steps[0]
  return (
    <>
      <div className={styles.head}>
        <p className={styles.backend}>
          <span>{words('backendUrl')}</span>
          {trace.backendUrl === undefined ? (
            <strong>{words('noBackend')}</strong>
          ) : (
            <strong translate="no">
              <code>
                <MaskedText text={trace.backendUrl} />
              </code>
            </strong>
          )}
        </p>
        <Facts
          facts={[
            [
              words('calledUrl'),
              <code key="url" translate="no">
                <MaskedText text={trace.url} />
              </code>,
            ],
            [
              words('status'),
              <StateLabel key="status" kind={kindOfStatus(trace.status)}>
                {String(trace.status)}
              </StateLabel>,
            ],
            [words('at'), formats.moment(trace.timestamp)],
            [words('duration'), words('milliseconds', { milliseconds: formats.number(roundMs(toMs(trace.duration))) })],
          ]}
        />
      </div>
      {trace.error !== undefined && (
        <Notice intent="error" title={`${trace.error.source}: ${trace.error.reason}`}>
          <MaskedText text={trace.error.message} />
        </Notice>
      )}
      <div className={styles.replay}>
        <StepList groups={groups} selected={selected?.index ?? 0} onSelect={(step) => change({ step })} />
        {selected !== undefined && <StepDetails step={selected} service={service.name} />}
      </div>
    </>
  )
}

const nameOf = ({ apiId, operationId, method }: CallTrace): string =>
  [apiId, operationId].filter((part) => part !== undefined).join(' · ') || method
