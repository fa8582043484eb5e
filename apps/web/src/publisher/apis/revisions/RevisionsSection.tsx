import { Button } from '@fluentui/react-components'
import { AddRegular } from '@fluentui/react-icons'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useService } from '../../../shared/api-client/service.ts'
import { useArm } from '../../../shared/api-client/use-resource.ts'
import { useMay } from '../../../shared/auth/use-may.ts'
import { useWords } from '../../../shared/languages/words.ts'
import { AskDialog } from '../../../shared/ui/dialogs/AskDialog.tsx'
import { ErrorState } from '../../../shared/ui/feedback/ErrorState.tsx'
import { Loading } from '../../../shared/ui/feedback/Loading.tsx'
import { useMessages } from '../../../shared/ui/feedback/use-messages.tsx'
import { TextLink } from '../../../shared/ui/navigation/TextLink.tsx'
import { Section } from '../../../shared/ui/page/Section.tsx'
import { DataTable, type TableColumn } from '../../../shared/ui/table/DataTable.tsx'
import { StateLabel } from '../../../shared/ui/values/StateLabel.tsx'
import { TimeAgo } from '../../../shared/ui/values/TimeAgo.tsx'
import { apiHref, apiPath, baseNameOf, revisionName } from '../api-view.ts'
import { useApi } from '../use-api.ts'
import { AddRevisionDialog } from './AddRevisionDialog.tsx'
import { MakeCurrentDialog } from './MakeCurrentDialog.tsx'
import { type RevisionAct, RevisionMenu } from './RevisionMenu.tsx'
import type { RevisionView } from './revision-view.ts'
import { revisionsWords } from './revisions-words.ts'
import { useRevisionActions } from './use-revision-actions.ts'

const route = getRouteApi('/publisher/$service/apis/$api/revisions')

/** All revisions of an API, and what can be done with them. */
export function RevisionsSection() {
  const words = useWords(revisionsWords)
  const service = useService()
  const { name, properties } = useApi()
  const base = baseNameOf(name)
  const { dialog, revision: asked } = route.useSearch()
  const navigate = route.useNavigate()
  const goTo = useNavigate()
  const messages = useMessages()
  const mayWrite = useMay('publisher')
  const list = useArm<{ readonly value: readonly RevisionView[] }>(`${apiPath(service.id, base)}/revisions`)
  const { setOnline, remove, isPending } = useRevisionActions()
  const [question, setQuestion] = useState<{
    readonly act: 'goOffline' | 'deleteRevision'
    readonly of: RevisionView
  }>()
  const revisions = list.data?.value ?? []
  const close = () => void navigate({ search: (before) => ({ ...before, dialog: undefined, revision: undefined }) })
  const pageOf = ({ isCurrent, apiRevision }: RevisionView) =>
    apiHref(service.name, isCurrent ? base : revisionName(base, apiRevision), 'operations')

  const switchTo = async (revision: RevisionView, isOnline: boolean) => {
    const named = { revision: revision.apiRevision }
    try {
      await setOnline(revision, isOnline)
      messages.undoable(words(isOnline ? 'isOnline' : 'isOffline', named), () => void switchTo(revision, !isOnline))
    } catch (error) {
      messages.failed(words('failed'), error)
    }
  }
  const act = (what: RevisionAct, revision: RevisionView) => {
    if (what === 'open') void goTo({ href: pageOf(revision) })
    else if (what === 'makeCurrent')
      void navigate({ search: (before) => ({ ...before, dialog: 'make-current', revision: revision.apiRevision }) })
    else if (what === 'goOnline') void switchTo(revision, true)
    // Nobody notices when a revision goes that is only tried.
    else if (what === 'goOffline' && !revision.isCurrent) void switchTo(revision, false)
    else setQuestion({ act: what, of: revision })
  }
  const answer = async () => {
    if (question === undefined) return
    const { act: what, of } = question
    setQuestion(undefined)
    if (what === 'goOffline') {
      await switchTo(of, false)
      return
    }
    try {
      await remove(of)
    } catch (error) {
      messages.failed(words('failed'), error)
      return
    }
    messages.done(words('revisionDeleted', { revision: of.apiRevision }))
    // The page of a revision that is gone would show nothing.
    if (name === revisionName(base, of.apiRevision)) void goTo({ href: apiHref(service.name, base, 'revisions') })
  }

  const columns: readonly TableColumn<RevisionView>[] = [
    {
      id: 'revision',
      header: words('revision'),
      text: ({ apiRevision }) => apiRevision,
      cell: (revision) => (
        <TextLink href={pageOf(revision)} isName>
          {revision.apiRevision}
        </TextLink>
      ),
    },
    {
      id: 'state',
      header: words('state'),
      text: (revision) => words(stateOf(revision)),
      cell: (revision) => (
        <StateLabel kind={!revision.isOnline ? 'off' : revision.isCurrent ? 'done' : 'info'}>
          {words(stateOf(revision))}
        </StateLabel>
      ),
    },
    {
      id: 'description',
      header: words('description'),
      text: ({ description }) => description ?? '',
      cell: ({ description }) => <span translate="no">{description ?? words('noDescription')}</span>,
    },
    {
      id: 'address',
      header: words('address'),
      text: ({ privateUrl }) => privateUrl,
      cell: ({ privateUrl }) => <code translate="no">{privateUrl}</code>,
    },
    {
      id: 'created',
      header: words('created'),
      text: ({ createdDateTime }) => createdDateTime ?? '',
      cell: ({ createdDateTime }) => createdDateTime !== null && <TimeAgo iso={createdDateTime} />,
    },
    {
      id: 'actions',
      header: words('actions'),
      isNumeric: true,
      cell: (revision) => <RevisionMenu revision={revision} onAct={(what) => act(what, revision)} />,
    },
  ]
  const toRelease = revisions.find(({ apiRevision, isCurrent }) => apiRevision === asked && !isCurrent)
  return (
    <Section
      title={words('revisions')}
      description={words('leadRevisions')}
      actions={
        mayWrite && (
          <Button
            icon={<AddRegular />}
            onClick={() => void navigate({ search: (before) => ({ ...before, dialog: 'add-revision' }) })}
          >
            {words('addRevision')}
          </Button>
        )
      }
    >
      {list.data !== undefined ? (
        <DataTable
          label={words('revisionsOf', { name: properties.displayName })}
          rows={revisions}
          columns={columns}
          rowId={({ apiRevision }) => apiRevision}
          rowName={({ apiRevision }) => apiRevision}
          empty={null}
        />
      ) : list.error !== null ? (
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      ) : (
        <Loading lines={3} />
      )}
      {mayWrite && dialog === 'add-revision' && list.data !== undefined && (
        <AddRevisionDialog revisions={revisions} onClose={close} />
      )}
      {mayWrite && dialog === 'make-current' && toRelease !== undefined && (
        <MakeCurrentDialog
          revision={toRelease}
          onCancel={close}
          // The revision has become the API itself.
          onDone={() => (name === base ? close() : void goTo({ href: apiHref(service.name, base, 'revisions') }))}
        />
      )}
      <AskDialog
        isOpen={question !== undefined}
        title={
          question?.act === 'goOffline'
            ? words('goOfflineTitle')
            : words('deleteRevisionTitle', { revision: question?.of.apiRevision ?? '' })
        }
        confirmLabel={words(question?.act ?? 'deleteRevision')}
        isBusy={isPending}
        onConfirm={() => void answer()}
        onCancel={() => setQuestion(undefined)}
      >
        <p>
          {question?.act === 'goOffline'
            ? words('goOfflineText', { name: properties.displayName })
            : words('deleteRevisionText')}
        </p>
      </AskDialog>
    </Section>
  )
}

const stateOf = ({ isCurrent, isOnline }: RevisionView) =>
  isCurrent ? (isOnline ? 'current' : 'currentOffline') : isOnline ? 'online' : 'offline'
